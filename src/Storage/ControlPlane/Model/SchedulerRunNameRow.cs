namespace DataHound.Storage.ControlPlane.Model;

/// <summary>The run id of a scheduler run, unique over all months.</summary>
internal sealed class SchedulerRunNameRow
{
    public required string RunId { get; init; }

    public Guid Id { get; init; }
}
