using DataHound.Domain.Scheduling;
using DataHound.Storage.ControlPlane.Scheduling;

namespace DataHound.Functions.Tests.Scheduling;

/// <summary>Short ways to runs of tasks that are due.</summary>
internal static class DueRuns
{
    public static DateTimeOffset Tick { get; } = new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero);

    public static DueRun Of(string type, string config = "{}", string company = "all", string timeZone = "UTC", string? state = null, int attempt = 1) => new(
        new ScheduledTask
        {
            Id = Guid.Empty, Status = ScheduledTaskStatus.Active, Version = 1, FailuresInARow = 0, CreatedAt = Tick, UpdatedAt = Tick,
            Definition = new ScheduledTaskDefinition { Key = type, Type = type, Company = company, ConfigJson = config, TimeZone = timeZone, Schedule = ScheduleExpression.Parse("daily:20:00") },
        },
        new ExecutionRecord { RunId = $"task:{attempt}", TaskKey = type, ScheduledAt = Tick, Attempt = attempt, Trigger = TaskRunTrigger.Schedule, Status = TaskRunStatus.Running, StartedAt = Tick },
        state);
}
