namespace DataHound.Domain.Companies;

/// <summary>A company: the tenant whose exports are processed and whose data no other company sees.</summary>
public sealed record Company
{
    /// <summary>The stable name in ids, paths and URLs: lower-case letters, digits and hyphens, such as <c>barton-creek</c>.</summary>
    public required string Slug { get; init; }

    /// <summary>The name people use.</summary>
    public required string DisplayName { get; init; }

    /// <summary>IANA name of the zone in which the company's dates without a zone are meant, such as <c>America/Chicago</c>.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The pipelines that are run for it when a run names no company; empty for all.</summary>
    public IReadOnlyList<string> Pipelines { get; init; } = [];

    /// <summary>Whether a pipeline is run for it when a run names no company.</summary>
    public bool Runs(string pipeline) => Pipelines.Count == 0 || Pipelines.Contains(pipeline, StringComparer.Ordinal);
}
