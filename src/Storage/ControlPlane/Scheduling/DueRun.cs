using DataHound.Domain.Scheduling;

namespace DataHound.Storage.ControlPlane.Scheduling;

/// <summary>A run that is to be done: its task as it is now, and the run.</summary>
/// <param name="Task">The task.</param>
/// <param name="Run">The run.</param>
/// <param name="StateJson">What the kind of work noted for itself; null at the beginning.</param>
public sealed record DueRun(ScheduledTask Task, ExecutionRecord Run, string? StateJson);
