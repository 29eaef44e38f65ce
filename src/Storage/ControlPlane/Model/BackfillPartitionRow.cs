namespace DataHound.Storage.ControlPlane.Model;

/// <summary>One company and day of a backfill.</summary>
internal sealed class BackfillPartitionRow
{
    public Guid BackfillId { get; init; }

    public int Ordinal { get; init; }

    public required string Company { get; init; }

    public DateOnly WindowDate { get; init; }

    public DateTimeOffset AsOf { get; init; }

    public required string Status { get; init; }

    public int Attempt { get; init; }

    public string? RunId { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}
