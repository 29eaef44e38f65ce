using DataHound.Domain.Scheduling;
using DataHound.Storage.ControlPlane.Scheduling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace DataHound.Functions.Scheduling;

/// <summary>Adds, at the start, the tasks that every installation has. What people make of them afterwards, and that they delete one, stays.</summary>
/// <param name="tasks">The register of tasks.</param>
/// <param name="configuration">The settings.</param>
public sealed class DefaultTasks(IScheduledTasks tasks, IConfiguration configuration) : IHostedService
{
    private const string ScheduleSetting = "DailyRunSchedule";

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var task in Definitions())
            await tasks.CreateOnceAsync(task, new Initiator("start"), cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<ScheduledTaskDefinition> Definitions()
    {
        var zone = configuration["TimeZone"] is { Length: > 0 } name ? name : "UTC";
        yield return new ScheduledTaskDefinition
        {
            Key = "daily-runs", Type = "daily-runs", Company = ScheduledTaskDefinition.AllCompanies, Schedule = DailySchedule(), TimeZone = zone, Priority = 3, Overlap = Overlap.Queue,
        };
        yield return Maintenance("purge-task-runs", "daily:03:20", zone);
    }

    private ScheduleExpression DailySchedule()
    {
        try
        {
            return ScheduleExpression.Parse(configuration[ScheduleSetting] ?? "");
        }
        catch (ScheduleFormatException exception)
        {
            throw new InvalidOperationException($"The setting {ScheduleSetting} is no schedule. {exception.Message} {exception.Error.NextStep}", exception);
        }
    }

    private static ScheduledTaskDefinition Maintenance(string type, string schedule, string zone) => new()
    {
        Key = type, Type = type, Company = ScheduledTaskDefinition.AllCompanies, Schedule = ScheduleExpression.Parse(schedule), TimeZone = zone, Jitter = TimeSpan.FromMinutes(10),
    };
}
