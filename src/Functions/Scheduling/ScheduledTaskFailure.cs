namespace DataHound.Functions.Scheduling;

/// <summary>A run of a task whose work could not be done at all.</summary>
public sealed record ScheduledTaskFailure
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The error as one line.</summary>
    public required string Error { get; init; }
}
