namespace DataHound.Domain.Scheduling;

/// <summary>Whether a task is run.</summary>
public enum ScheduledTaskStatus
{
    /// <summary>It is run when it is due.</summary>
    Active = 0,

    /// <summary>Somebody paused it.</summary>
    Paused = 1,

    /// <summary>It failed too often in a row; it rests until it is resumed.</summary>
    Error = 2,

    /// <summary>It was deleted; its history stays.</summary>
    Deleted = 3,
}
