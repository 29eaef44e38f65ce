namespace DataHound.Functions.Scheduling;

/// <summary>What a task of kind <c>purge-task-runs</c> is told.</summary>
public sealed record PurgeTaskRunsConfig
{
    /// <summary>So many days the history of tasks is kept: 1 to 3,650, default 30.</summary>
    public int KeepDays { get; init; } = 30;
}
