using System.ComponentModel;

namespace LocalHost.Functions;

/// <summary>Runs the function on a schedule.</summary>
/// <param name="schedule">
/// An NCRONTAB expression of five or six fields (seconds first when six), a time span such as <c>00:05:00</c>, or
/// <c>%Setting%</c>: the name of a setting that holds one of these.
/// </param>
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    /// <summary>The schedule as written.</summary>
    public string Schedule { get; } = schedule;

    /// <summary>
    /// Whether ticks missed while no host ran are made good by one late firing. Default true, except that schedules of less than a
    /// minute that do not set it are not monitored.
    /// </summary>
    [DefaultValue(true)]
    public bool UseMonitor { get; set; } = true;

    /// <summary>Whether the function also runs whenever a host starts.</summary>
    [DefaultValue(false)]
    public bool RunOnStartup { get; set; }
}
