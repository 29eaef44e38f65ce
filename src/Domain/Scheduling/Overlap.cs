namespace DataHound.Domain.Scheduling;

/// <summary>What becomes of a tick that comes while an earlier run of its task is not done.</summary>
public enum Overlap
{
    /// <summary>It is recorded as skipped.</summary>
    Skip = 0,

    /// <summary>It waits for its turn.</summary>
    Queue = 1,
}
