namespace DataHound.Domain.Scheduling;

/// <summary>Where one run of a task stands.</summary>
public enum TaskRunStatus
{
    /// <summary>It waits for its turn.</summary>
    Queued = 0,

    /// <summary>It runs.</summary>
    Running = 1,

    /// <summary>It did its work.</summary>
    Success = 2,

    /// <summary>It failed.</summary>
    Failed = 3,

    /// <summary>It was not run; its message says why.</summary>
    Skipped = 4,
}
