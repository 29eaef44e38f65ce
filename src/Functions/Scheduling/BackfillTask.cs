using DataHound.Domain.Scheduling;
using DataHound.Functions.Pipelines;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ControlPlane.Backfills;
using DataHound.Storage.ControlPlane.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Runs a pipeline again for each of the latest days, as a backfill of its own, and ends with it.</summary>
/// <param name="backfills">The register of backfills.</param>
/// <param name="taskRuns">The register of the tasks' runs.</param>
/// <param name="configs">The configuration.</param>
public sealed class BackfillTask(IBackfills backfills, ITaskRuns taskRuns, ICompanyConfigs configs) : ITaskType
{
    private const int MostDays = 3660;

    /// <inheritdoc/>
    public string Name => "backfill";

    /// <inheritdoc/>
    public int Priority => 8;

    /// <inheritdoc/>
    public async Task CheckAsync(ScheduledTaskDefinition task, CancellationToken cancellationToken)
    {
        var config = TaskConfig.Read<BackfillTaskConfig>(task);
        if (config.Days is < 1 or > MostDays || config.Parallelism < 1)
            throw new UserErrorException("task_config_invalid", FormattableString.Invariant($"days is not 1 to {MostDays}, or parallelism is less than 1."), "Correct what is named and send the task again.");
        _ = PipelineLookup.Stages(config.Stages, await PipelineLookup.RequireAsync(configs, config.Pipeline, cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<TaskOutcome?> AdvanceAsync(DueRun due, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var backfill = Known(due) is { } id ? await backfills.FindAsync(id, cancellationToken) : null;
        if (backfill is null)
        {
            backfill = await StartAsync(due, cancellationToken);
            await taskRuns.SaveStateAsync(due.Run.RunId, $"\"{backfill.Id:N}\"", cancellationToken);
        }

        if (backfill.Status is BackfillStatus.Running or BackfillStatus.Paused)
            return null;
        var counts = await backfills.CountAsync(backfill.Id, cancellationToken);
        var message = FormattableString.Invariant($"{counts.GetValueOrDefault(BackfillPartitionStatus.Success)} of {counts.Values.Sum()} windows of backfill {backfill.Id} succeeded.");
        return backfill.Status is BackfillStatus.Success
            ? new TaskOutcome { Success = true, Message = message }
            : TaskOutcome.Failed(new UserError("backfill_not_done", message, FormattableString.Invariant($"See {BackfillView.SelfOf(backfill)}/partitions?status=failed, mend the cause, and resume it.")));
    }

    /// <inheritdoc/>
    public async Task StopAsync(DueRun due, CancellationToken cancellationToken)
    {
        if (Known(due) is { } id)
            await backfills.ChangeAsync(id, BackfillChange.Cancel, new Initiator("schedule", due.Run.RunId), cancellationToken);
    }

    private async Task<Backfill> StartAsync(DueRun due, CancellationToken cancellationToken)
    {
        var task = due.Task.Definition;
        var config = TaskConfig.Read<BackfillTaskConfig>(task);
        var definition = await PipelineLookup.RequireAsync(configs, config.Pipeline, cancellationToken);
        var companies = new List<(string Company, string TimeZone)>();
        foreach (var company in await PipelineLookup.CompaniesAsync(configs, task.Company is ScheduledTaskDefinition.AllCompanies ? null : [task.Company], config.Pipeline, cancellationToken))
            companies.Add((company, (await configs.GetExtractionAsync(company, cancellationToken)).Timezone));
        var last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(due.Run.ScheduledAt, ScheduledTaskRules.Zone(task.TimeZone)).DateTime).AddDays(-1);
        return await backfills.StartAsync(
            new BackfillRequest
            {
                Pipeline = config.Pipeline,
                Companies = companies,
                Stages = PipelineLookup.Stages(config.Stages, definition),
                From = last.AddDays(1 - config.Days),
                To = last,
                Parallelism = config.Parallelism,
                By = new Initiator("schedule", due.Run.RunId),

                // By tick, not by attempt: what the attempt before a crash started is found again.
                Key = FormattableString.Invariant($"schedule:{due.Task.Id:N}:{due.Run.ScheduledAt.UtcTicks}"),
            },
            cancellationToken);
    }

    private static Guid? Known(DueRun due) => due.StateJson is { } json ? Guid.Parse(json.Trim('"')) : null;
}
