using System.Text.Json;
using System.Text.Json.Nodes;
using DataHound.Domain.Companies;
using DataHound.Domain.Events;
using DataHound.Domain.Notifications;
using DataHound.Domain.Pipelines;
using DataHound.Domain.Preparation;
using DataHound.Domain.Reviews;
using DataHound.Storage.ConfigPlane.Checks;
using DataHound.Storage.ConfigPlane.Documents;
using DataHound.Storage.ConfigPlane.Layers;
using DataHound.Storage.ConfigPlane.Schemas;
using DataHound.Storage.ConfigPlane.Secrets;

namespace DataHound.Storage.ConfigPlane;

/// <summary>All documents in force at one moment. What is asked for is read and checked on its own, so that one company's mistake does not stop another.</summary>
internal sealed class ConfigSnapshot(IEnumerable<ConfigDraft> drafts, EnvironmentLayer environment, SecretValues secrets)
{
    private readonly Dictionary<(string Kind, string Name), ConfigDraft> _drafts = drafts.ToDictionary(draft => (draft.Kind, draft.Name));

    /// <summary>Slugs of all companies, in order.</summary>
    public IReadOnlyList<string> Companies =>
        [.. _drafts.Keys.Where(key => key.Kind is ConfigKinds.Company or ConfigKinds.Extraction).Select(key => key.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The names of all pipelines, in order.</summary>
    public IReadOnlyList<string> Pipelines => [.. _drafts.Keys.Where(key => key.Kind is ConfigKinds.Pipeline).Select(key => key.Name).Order(StringComparer.Ordinal)];

    /// <summary>What holds for all companies.</summary>
    public GlobalConfig Global() => Find(ConfigKinds.Global, ConfigKinds.OnlyName) is { } document ? Read<GlobalConfig>(document, _ => []) : new GlobalConfig();

    /// <summary>Which features are on.</summary>
    public FeatureConfig Features() => Find(ConfigKinds.Features, ConfigKinds.OnlyName) is { } document ? Read<FeatureConfig>(document, FeatureChecks.Check) : new FeatureConfig();

    /// <summary>Which pull requests have review gates.</summary>
    public ReviewConfig Reviews() => Find(ConfigKinds.Reviews, ConfigKinds.OnlyName) is { } document ? Read<ReviewConfig>(document, ReviewConfigChecks.Check) : new ReviewConfig();

    /// <summary>The company, or null.</summary>
    public Company? Company(string slug)
    {
        if (Find(ConfigKinds.Company, slug) is { } document)
        {
            var pipelines = Pipelines.ToHashSet(StringComparer.Ordinal);
            var company = Read<CompanyDocument>(document, record => CompanyChecks.Check(record, pipelines));
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
    public EventConfig Events(string slug) => FindWithDefaults(ConfigKinds.Events, slug) is { } document ? Read<EventConfig>(document, EventChecks.Check) : new EventConfig();

    /// <summary>Who is told what about the company; with null, the house's own rules.</summary>
    public NotificationRules Notifications(string? company)
    {
        var document = company is null ? Find(ConfigKinds.NotificationDefaults, ConfigKinds.OnlyName) : Find(ConfigKinds.Notifications, company);
        if (document is null)
            return company is null ? NotificationRules.Default : NotificationRules.None;
        var problems = new List<ConfigProblem>();
        return Checked(document, ConfigShape.Read<NotificationRules>(document.Body, problems), problems, NotificationChecks.Check);
    }

    /// <summary>The pipeline, or null.</summary>
    public PipelineDefinition? Pipeline(string name) => Find(ConfigKinds.Pipeline, name) is { } document ? Read<PipelineDefinition>(document, PipelineChecks.Check) : null;

    /// <summary>Says of every value of a document where it comes from; secrets stay references.</summary>
    public IReadOnlyList<ConfigValue> Explain(string kind, string name)
    {
        if (kind is ConfigKinds.Events && Company(name) is null)
            throw ConfigErrors.Missing(kind, name);
        var document = FindWithDefaults(kind, name) ?? (ConfigKinds.HasOneDocument(kind) ? new LayeredDocument(kind, []) : throw ConfigErrors.Missing(kind, name));
        var problems = new List<ConfigProblem>();
        var type = ConfigShapes.Of(kind);
        var body = ConfigKinds.KeepsReferences(kind) ? document.Body : SecretReferences.Resolve(document.Body, SecretValues.NamesOnly, problems);
        var record = ConfigShape.Read(type, body, problems);
        return record is null
            ? throw ConfigErrors.Invalid(problems.ConvertAll(problem => (document.Title, problem)))
            : [.. document.Explain((JsonObject)JsonSerializer.SerializeToNode(record, type, ConfigShape.Strict)!)];
    }

    /// <summary>Checks one document with all that depends on it.</summary>
    public void Check(ConfigDraft draft)
    {
        if (SecretReferences.PlainSecrets(draft.Body).ToList() is { Count: > 0 } plain)
            throw ConfigErrors.Invalid(plain.ConvertAll(problem => (draft.Title, problem)));
        switch (draft.Kind)
        {
            case ConfigKinds.Global:
                _ = Global();
                break;
            case ConfigKinds.Features:
                _ = Features();
                break;
            case ConfigKinds.Reviews:
                _ = Reviews();
                break;
            case ConfigKinds.Pipeline:
                _ = Pipeline(draft.Name);
                break;
            case ConfigKinds.EventDefaults:
                _ = Read<EventConfig>(Find(draft.Kind, draft.Name)!, EventChecks.Check);
                break;
            case ConfigKinds.NotificationDefaults:
                _ = Notifications(null);
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
            _ = Read<EventConfig>(Find(draft.Kind, draft.Name)!, _ => []);
            _ = Events(draft.Name);
        }
        else if (draft.Kind is ConfigKinds.Notifications)
        {
            _ = Notifications(draft.Name);
        }

        var company = Company(draft.Name) ?? throw ConfigErrors.Invalid(draft.Title, "$.company", "names a company that is not there; load its company or extraction document first");
        if (Find(ConfigKinds.Extraction, draft.Name) is { } extraction && Extraction(draft.Name).Timezone != company.TimeZone)
            throw ConfigErrors.Invalid(extraction.Title, "$.timezone", "differs from the company document's time_zone");
    }

    private T Read<T>(LayeredDocument document, Func<T, IEnumerable<ConfigProblem>> check)
        where T : class
    {
        var problems = new List<ConfigProblem>();
        JsonObject body = SecretReferences.Resolve(document.Body, secrets, problems);
        return Checked(document, problems.Count == 0 ? ConfigShape.Read<T>(body, problems) : null, problems, check);
    }

    private static T Checked<T>(LayeredDocument document, T? record, List<ConfigProblem> problems, Func<T, IEnumerable<ConfigProblem>> check)
        where T : class
    {
        if (record is not null)
            problems.AddRange(check(record));
        return record is not null && problems.Count == 0 ? record : throw ConfigErrors.Invalid(problems.ConvertAll(problem => (document.Title, problem)));
    }

    private LayeredDocument? Find(string kind, string name) =>
        _drafts.GetValueOrDefault((kind, name)) is var draft && (draft is not null || ConfigKinds.HasOneDocument(kind)) ? LayeredDocument.Of(draft, environment.Find(kind, name)) : null;

    private LayeredDocument? FindWithDefaults(string kind, string name)
    {
        var own = Find(kind, name);
        if (kind is not ConfigKinds.Events)
            return own;
        var defaults = Find(ConfigKinds.EventDefaults, ConfigKinds.OnlyName);
        return own?.Over(defaults) ?? defaults;
    }
}
