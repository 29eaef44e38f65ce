namespace DataHound.Storage.ControlPlane.Model;

/// <summary>What is known about a run beside the pipeline run.</summary>
internal sealed class RunDetailRow
{
    public required string RunId { get; init; }

    public Guid Id { get; init; }

    public required string NamePrefix { get; init; }

    public int Attempt { get; init; }

    public required string Status { get; init; }

    public required string[] Companies { get; init; }

    public required string[] Stages { get; init; }

    public DateTimeOffset AsOf { get; init; }

    public required string RequestedBy { get; init; }

    public DateTimeOffset? InstanceStartedAt { get; init; }

    public DateTimeOffset? CancelRequestedAt { get; init; }

    public DateTimeOffset HeartbeatAt { get; init; }
}
