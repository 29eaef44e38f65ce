namespace DataHound.Storage.ControlPlane.Backfills;

/// <summary>One company and day of a backfill.</summary>
public sealed record BackfillPartition
{
    /// <summary>Its place in the backfill, from 1: by day, then by company.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The company's slug.</summary>
    public required string Company { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Window { get; init; }

    /// <summary>The logical instant of its run: the day's last second in the company's time zone.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>How far it is.</summary>
    public required BackfillPartitionStatus Status { get; init; }

    /// <summary>Which try this is, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The run of the last try; null until it is started.</summary>
    public string? RunId { get; init; }
}
