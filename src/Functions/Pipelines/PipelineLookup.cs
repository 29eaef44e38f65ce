using DataHound.Domain.Pipelines;
using DataHound.Storage.ConfigPlane;

namespace DataHound.Functions.Pipelines;

/// <summary>Reads what requests about runs say of a pipeline, its companies, stages and instant.</summary>
internal static class PipelineLookup
{
    private const int EarliestYear = 1900;
    private const int LatestYear = 2199;

    /// <summary>The pipeline of that name.</summary>
    /// <exception cref="UserErrorException"><c>pipeline_unknown</c>.</exception>
    public static async Task<PipelineDefinition> RequireAsync(ICompanyConfigs configs, string pipeline, CancellationToken cancellationToken) =>
        await configs.FindPipelineAsync(pipeline, cancellationToken)
            ?? throw new UserErrorException("pipeline_unknown", $"There is no pipeline '{pipeline}'.", "Use a pipeline that the configuration names, such as field-service.");

    /// <summary>The companies that are named, or in order all that the pipeline is run for.</summary>
    /// <exception cref="UserErrorException"><c>company_unknown</c>.</exception>
    public static async Task<IReadOnlyList<string>> CompaniesAsync(ICompanyConfigs configs, IReadOnlyList<string>? wanted, string pipeline, CancellationToken cancellationToken)
    {
        var all = await configs.ListCompaniesAsync(cancellationToken);
        var known = all.Select(company => company.Slug).ToHashSet(StringComparer.Ordinal);
        var companies = wanted is { Count: > 0 } named
            ? [.. named.Distinct(StringComparer.Ordinal)]
            : all.Where(company => company.Runs(pipeline)).Select(company => company.Slug).Order(StringComparer.Ordinal).ToArray();
        if (companies.Length == 0)
            throw new UserErrorException("company_unknown", "There is no company that this pipeline is run for.", "Add a company's configuration with PUT /api/v1/companies/{company}/config/extraction.");
        return Array.Find(companies, company => !known.Contains(company)) is { } unknown
            ? throw new UserErrorException("company_unknown", $"There is no company '{unknown}'.", "List the companies with GET /api/v1/companies and use one of their slugs.")
            : companies;
    }

    /// <summary>The stages that are named, in the pipeline's order, or all.</summary>
    /// <exception cref="UserErrorException"><c>stage_unknown</c>.</exception>
    public static IReadOnlyList<string> Stages(IReadOnlyList<string>? stages, PipelineDefinition definition)
    {
        if (stages is not { Count: > 0 } wanted)
            return definition.Stages;
        return wanted.FirstOrDefault(stage => !definition.Stages.Contains(stage, StringComparer.Ordinal)) is { } unknown
            ? throw new UserErrorException("stage_unknown", $"The pipeline has no stage '{unknown}'.", $"Use some of {string.Join(", ", definition.Stages)}.")
            : [.. definition.Stages.Where(stage => wanted.Contains(stage, StringComparer.Ordinal))];
    }

    /// <summary>The instant that is named, or now to the second.</summary>
    /// <exception cref="UserErrorException"><c>as_of_invalid</c>: it is none, or so far away that months before and after it cannot be counted.</exception>
    public static DateTimeOffset AsOf(string? asOf, TimeProvider time)
    {
        var now = time.GetUtcNow();
        return ApiInstant.Parse(asOf) switch
        {
            { Year: < EarliestYear or > LatestYear } => throw new UserErrorException("as_of_invalid", $"asOf is not of the years {EarliestYear} to {LatestYear}.", "Send it like 2015-06-24T20:00:00-05:00, or leave it out."),
            { } instant => instant,
            null => now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)),
        };
    }
}
