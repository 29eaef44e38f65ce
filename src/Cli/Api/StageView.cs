namespace DataHound.Cli.Api;

/// <summary>One stage of a company's run, with its counts.</summary>
internal sealed record StageView
{
    public string Stage { get; init; } = string.Empty;

    public string Status { get; init; } = string.Empty;

    public long In { get; init; }

    public long Good { get; init; }

    /// <summary>Rows put aside, by rule.</summary>
    public IReadOnlyDictionary<string, long>? Quarantined { get; init; }

    /// <summary>Rows left out on purpose, by reason.</summary>
    public IReadOnlyDictionary<string, long>? Discarded { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public int UnitsDone { get; init; }

    public int UnitsTotal { get; init; }

    public IReadOnlyList<UnitView>? Units { get; init; }
}
