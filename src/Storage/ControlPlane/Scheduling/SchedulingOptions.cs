using Microsoft.Extensions.Configuration;

namespace DataHound.Storage.ControlPlane.Scheduling;

/// <summary>How tasks are run. Read once at the start.</summary>
public sealed record SchedulingOptions
{
    /// <summary>Most runs at the same time, over all tasks; what is due beyond it waits by priority. Default 8.</summary>
    public int MaximumRunning { get; init; } = 8;

    /// <summary>Most tasks that are looked at in one transaction. Default 100.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>Most waiting runs of one task; ticks beyond are recorded as skipped. Default 1,000.</summary>
    public int MaximumQueued { get; init; } = 1_000;

    /// <summary>So many failed runs in a row put a task into error. Default 5.</summary>
    public int FailuresUntilError { get; init; } = 5;

    /// <summary>So many times the run of one tick is begun when crashes take it. Default 3.</summary>
    public int MaximumAttempts { get; init; } = 3;

    /// <summary>A tick that is noticed at most so late is on time; a later one was missed. Default 5 minutes.</summary>
    public TimeSpan OnTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A run that shows no life for so long, and whose orchestration is gone, is lost. Default 5 minutes.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The settings <c>DataHound:Scheduling</c>; what they leave out has its default.</summary>
    /// <exception cref="InvalidOperationException">A setting is less than it may be; the message names each.</exception>
    public static SchedulingOptions Read(IConfiguration configuration)
    {
        var options = configuration.GetSection("DataHound:Scheduling").Get<SchedulingOptions>() ?? new SchedulingOptions();
        (string Name, bool Right)[] all =
        [
            (nameof(MaximumRunning), options.MaximumRunning >= 1), (nameof(BatchSize), options.BatchSize >= 1), (nameof(MaximumQueued), options.MaximumQueued >= 1),
            (nameof(FailuresUntilError), options.FailuresUntilError >= 1), (nameof(MaximumAttempts), options.MaximumAttempts >= 1), (nameof(OnTime), options.OnTime >= TimeSpan.FromSeconds(1)), (nameof(Lease), options.Lease >= TimeSpan.FromSeconds(1)),
        ];
        var wrong = all.Where(setting => !setting.Right).Select(setting => $"DataHound:Scheduling:{setting.Name}").ToList();
        return wrong.Count == 0 ? options : throw new InvalidOperationException($"Storage cannot start: {string.Join(", ", wrong)} must be 1, or one second, or more.");
    }
}
