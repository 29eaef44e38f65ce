namespace DataHound.Storage.ControlPlane.Model;

/// <summary>A pipeline run for every day of a range.</summary>
internal sealed class BackfillRow
{
    public Guid Id { get; init; }

    public required string PipelineName { get; init; }

    public required string[] Companies { get; init; }

    public required string[] TimeZones { get; init; }

    public required string[] Stages { get; init; }

    public DateOnly FromDate { get; init; }

    public DateOnly ToDate { get; init; }

    public int Parallelism { get; init; }

    public required string Status { get; init; }

    public required string RequestedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}
