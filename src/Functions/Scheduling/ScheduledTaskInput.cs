namespace DataHound.Functions.Scheduling;

/// <summary>What the orchestration of a task's run needs to know.</summary>
public sealed record ScheduledTaskInput
{
    /// <summary>The run, and the instance id of its orchestration.</summary>
    public required string RunId { get; init; }

    /// <summary>How often it looked at the work before its history was cut.</summary>
    public int LooksBefore { get; init; }
}
