using DataHound.Domain.Scheduling;
using DataHound.Functions.Companies;
using DataHound.Storage.ConfigPlane;

namespace DataHound.Functions.Scheduling;

/// <summary>Makes a task's definition out of a request's body: fills in what it leaves out and refuses what does not fit.</summary>
/// <param name="types">The kinds of work.</param>
/// <param name="configs">The configuration.</param>
public sealed class ScheduleDefinitions(TaskTypes types, ICompanyConfigs configs)
{
    /// <summary>The definition.</summary>
    /// <exception cref="UserErrorException">What does not fit.</exception>
    /// <exception cref="ScheduleFormatException">The schedule cannot be read.</exception>
    public async Task<ScheduledTaskDefinition> ReadAsync(string key, ScheduleBody body, CancellationToken cancellationToken)
    {
        var type = types.Get(body.Type);
        var company = body.Company is null or ScheduledTaskDefinition.AllCompanies ? null : await configs.RequireAsync(body.Company, cancellationToken);
        var defaults = new ScheduledTaskDefinition
        {
            Key = key, Type = body.Type, Company = company?.Slug ?? ScheduledTaskDefinition.AllCompanies, Schedule = ScheduleExpression.Parse(body.Schedule),
        };
        var task = defaults with
        {
            ConfigJson = body.Config?.GetRawText() ?? defaults.ConfigJson,
            TimeZone = body.TimeZone ?? company?.TimeZone ?? defaults.TimeZone,
            Priority = body.Priority ?? type.Priority,
            CatchUp = body.CatchUp ?? defaults.CatchUp,
            CatchUpLimit = body.CatchUpLimit ?? defaults.CatchUpLimit,
            Overlap = body.Overlap ?? defaults.Overlap,
            Recovery = body.Recovery ?? defaults.Recovery,
            Jitter = body.JitterSeconds is { } jitter ? TimeSpan.FromSeconds(jitter) : defaults.Jitter,
            TimeLimit = body.TimeLimitSeconds is { } limit ? TimeSpan.FromSeconds(limit) : defaults.TimeLimit,
        };
        ScheduledTaskRules.Check(task);
        await type.CheckAsync(task, cancellationToken);
        return task;
    }
}
