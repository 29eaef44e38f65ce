namespace DataHound.Domain.Profiles;

/// <summary>What the status of a job says. Statuses are compared ignoring case and outer blanks.</summary>
public static class JobStatuses
{
    /// <summary>Statuses of work that was done.</summary>
    public static IReadOnlyList<string> Completed { get; } = ["completed", "complete", "finished", "done", "closed"];

    /// <summary>Statuses of work that was called off.</summary>
    public static IReadOnlyList<string> Canceled { get; } = ["canceled", "cancelled"];
}
