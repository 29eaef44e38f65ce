namespace LocalHost.Functions;

/// <summary>What a timer function learns about its firing.</summary>
public class TimerInfo
{
    /// <summary>The schedule's state; null when the schedule is not monitored.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether this firing makes good a tick that was missed.</summary>
    public bool IsPastDue { get; set; }
}
