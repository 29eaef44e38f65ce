namespace DataHound.Storage.ControlPlane.Scheduling;

/// <summary>What one look at the clock gave.</summary>
/// <param name="Started">Runs that were set running; their orchestrations are to be started.</param>
/// <param name="Dropped">What was missed and is not run.</param>
/// <param name="MoreDue">Whether more tasks are due than one batch holds.</param>
public sealed record DueClaim(IReadOnlyList<DueRun> Started, IReadOnlyList<DroppedTicks> Dropped, bool MoreDue);
