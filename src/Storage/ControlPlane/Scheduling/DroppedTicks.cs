namespace DataHound.Storage.ControlPlane.Scheduling;

/// <summary>Ticks of a task that were missed and, by its policy, are not run.</summary>
/// <param name="TaskKey">The task.</param>
/// <param name="From">The first of them.</param>
/// <param name="Until">The latest tick that has come, run or not.</param>
public sealed record DroppedTicks(string TaskKey, DateTimeOffset From, DateTimeOffset Until);
