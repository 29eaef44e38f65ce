namespace DataHound.Cli.Summaries;

/// <summary>One stage of a run. In = good + quarantined + discarded.</summary>
internal sealed record StageSummary
{
    public required string Stage { get; init; }

    public required string Status { get; init; }

    public required long In { get; init; }

    public required long Good { get; init; }

    public required IReadOnlyDictionary<string, long> Quarantined { get; init; }

    public required IReadOnlyDictionary<string, long> Discarded { get; init; }

    /// <summary>Null while it has not ended.</summary>
    public required double? Seconds { get; init; }

    public required IReadOnlyList<UnitSummary> Units { get; init; }
}
