using System.Text.Json;

namespace DataHound.Cli.Summaries;

/// <summary>One unit of a stage, as the API counts it.</summary>
internal sealed record UnitSummary
{
    public required string Unit { get; init; }

    public required long In { get; init; }

    public required long Good { get; init; }

    public required IReadOnlyDictionary<string, long> Quarantined { get; init; }

    public required IReadOnlyDictionary<string, long> Discarded { get; init; }

    /// <summary>What only this kind of stage counts.</summary>
    public required JsonElement? Details { get; init; }
}
