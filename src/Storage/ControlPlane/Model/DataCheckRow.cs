namespace DataHound.Storage.ControlPlane.Model;

/// <summary>A garbage collection or a verification.</summary>
internal sealed class DataCheckRow
{
    public Guid Id { get; init; }

    public required string Kind { get; init; }

    public required string Status { get; init; }

    public required string RequestJson { get; init; }

    public required string RequestedBy { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string? ErrorJson { get; init; }
}
