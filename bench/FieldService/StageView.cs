namespace DataHound.Bench.FieldService;

/// <summary>One stage of the run, as the API shows it.</summary>
internal sealed record StageView
{
    public string Stage { get; init; } = "";

    public long In { get; init; }

    public long Good { get; init; }

    public IReadOnlyDictionary<string, long>? Quarantined { get; init; }

    public IReadOnlyDictionary<string, long>? Discarded { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public IReadOnlyList<UnitView>? Units { get; init; }

    public double Seconds => StartedAt is { } from && FinishedAt is { } to ? (to - from).TotalSeconds : 0;
}
