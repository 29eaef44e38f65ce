using System.Text.Json.Nodes;
using DataHound.Domain.Companies;
using DataHound.Domain.Events;
using DataHound.Domain.Pipelines;
using DataHound.Domain.Preparation;
using DataHound.Storage.ConfigPlane.Checks;
using DataHound.Storage.ConfigPlane.Documents;
using DataHound.Storage.ConfigPlane.Secrets;

namespace DataHound.Storage.ConfigPlane;

/// <summary>All documents in force at one moment. What is asked for is read and checked on its own, so that one company's mistake does not stop another.</summary>
internal sealed class ConfigSnapshot(IEnumerable<ConfigDraft> drafts, ISecrets secrets)
{
    private readonly Dictionary<(string Kind, string Name), ConfigDraft> _drafts = drafts.ToDictionary(draft => (draft.Kind, draft.Name));

    /// <summary>Slugs of all companies, in order.</summary>
    public IReadOnlyList<string> Companies =>
        [.. _drafts.Keys.Where(key => key.Kind is ConfigKinds.Company or ConfigKinds.Extraction).Select(key => key.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>What holds for all companies.</summary>
    public GlobalConfig Global() => Find(ConfigKinds.Global, ConfigKinds.OnlyName) is { } draft ? Read<GlobalConfig>(draft, _ => []) : new GlobalConfig();

    /// <summary>The company, or null.</summary>
    public Company? Company(string slug)
    {
        if (Find(ConfigKinds.Company, slug) is { } draft)
        {
            var pipelines = _drafts.Keys.Where(key => key.Kind is ConfigKinds.Pipeline).Select(key => key.Name).ToHashSet(StringComparer.Ordinal);
            var company = Read<CompanyDocument>(draft, document => CompanyChecks.Check(document, pipelines));
            return new Company { Slug = slug, DisplayName = company.DisplayName, TimeZone = company.TimeZone, Pipelines = company.Pipelines };
        }

        return Find(ConfigKinds.Extraction, slug) is null
            ? null
            : Extraction(slug) is var extraction ? new Company { Slug = slug, DisplayName = extraction.CompanyDisplay ?? slug, TimeZone = extraction.Timezone } : null;
    }

    /// <summary>How the company's exports are read.</summary>
    public ExtractionConfig Extraction(string slug) =>
        Read<ExtractionConfig>(Find(ConfigKinds.Extraction, slug) ?? throw ConfigErrors.Missing(ConfigKinds.Extraction, slug), ExtractionChecks.Check);

    /// <summary>The company's event rules over the defaults.</summary>
    public EventConfig Events(string slug)
    {
        var defaults = Find(ConfigKinds.EventDefaults, ConfigKinds.OnlyName);
        var own = Find(ConfigKinds.Events, slug);
        if (own is null && defaults is null)
            return new EventConfig();
        if (own is not null && defaults is not null)
            own = own with { Body = ConfigMerge.Over(defaults.Body, own.Body) };
        return Read<EventConfig>(own ?? defaults!, EventChecks.Check);
    }

    /// <summary>The pipeline, or null.</summary>
    public PipelineDefinition? Pipeline(string name) => Find(ConfigKinds.Pipeline, name) is { } draft ? Read<PipelineDefinition>(draft, PipelineChecks.Check) : null;

    /// <summary>Checks one document with all that depends on it.</summary>
    public void Check(ConfigDraft draft)
    {
        switch (draft.Kind)
        {
            case ConfigKinds.Global:
                _ = Global();
                break;
            case ConfigKinds.Pipeline:
                _ = Pipeline(draft.Name);
                break;
            case ConfigKinds.EventDefaults:
                _ = Read<EventConfig>(draft, EventChecks.Check);
                break;
            default:
                CheckCompany(draft);
                break;
        }
    }

    private void CheckCompany(ConfigDraft draft)
    {
        if (draft.Kind is ConfigKinds.Events)
        {
            _ = Read<EventConfig>(draft, _ => []);
            _ = Events(draft.Name);
        }

        var company = Company(draft.Name) ?? throw ConfigErrors.Invalid(draft.Title, "$.company", "names a company that is not there; load its company or extraction document first");
        if (Find(ConfigKinds.Extraction, draft.Name) is { } extraction && Extraction(draft.Name).Timezone != company.TimeZone)
            throw ConfigErrors.Invalid(extraction.Title, "$.timezone", "differs from the company document's time_zone");
    }

    private T Read<T>(ConfigDraft draft, Func<T, IEnumerable<ConfigProblem>> check)
        where T : class
    {
        var problems = new List<ConfigProblem>();
        JsonObject body = SecretReferences.Resolve(draft.Body, secrets, problems);
        var record = problems.Count == 0 ? ConfigShape.Read<T>(body, problems) : null;
        if (record is not null)
            problems.AddRange(check(record));
        return record is not null && problems.Count == 0 ? record : throw ConfigErrors.Invalid(problems.ConvertAll(problem => (draft.Title, problem)));
    }

    private ConfigDraft? Find(string kind, string name) => _drafts.GetValueOrDefault((kind, name));
}
