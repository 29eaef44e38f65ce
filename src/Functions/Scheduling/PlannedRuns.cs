using System.Text.Json;
using DataHound.Domain.Scheduling;
using DataHound.Functions.Pipelines;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.ControlPlane.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Brings pipeline runs about for a task and waits for their ends. The plan is noted before the first run starts, so that a crash in the middle neither forgets nor doubles one.</summary>
/// <param name="starter">Starts runs.</param>
/// <param name="runs">The register of runs.</param>
/// <param name="taskRuns">The register of the tasks' runs.</param>
/// <param name="configs">The configuration.</param>
public sealed class PlannedRuns(RunStarter starter, IRunStore runs, ITaskRuns taskRuns, ICompanyConfigs configs)
{
    private const string RequestedBy = "schedule";

    /// <summary>Plans, starts what is not started, and looks whether all have ended.</summary>
    /// <returns>The outcome over all runs; null while one goes on or waits for another run of its company.</returns>
    public async Task<TaskOutcome?> AdvanceAsync(DueRun due, Func<Task<IReadOnlyList<PlannedRun>>> plan, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var planned = Read(due);
        if (planned is null)
        {
            planned = [.. await plan()];
            await SaveAsync(due, planned, cancellationToken);
        }

        var began = false;
        for (var index = 0; index < planned.Count; index++)
        {
            if (planned[index].RunId is not null || await StartAsync(due, planned[index], client, cancellationToken) is not { } runId)
                continue;
            planned[index] = planned[index] with { RunId = runId };
            began = true;
        }

        if (began)
            await SaveAsync(due, planned, cancellationToken);
        return planned.TrueForAll(run => run.RunId is not null) ? await JudgeAsync(planned, cancellationToken) : null;
    }

    /// <summary>Asks the runs that go on to stop.</summary>
    public async Task StopAsync(DueRun due, CancellationToken cancellationToken)
    {
        foreach (var run in Read(due) ?? [])
        {
            if (run.RunId is not null)
                await runs.RequestCancelAsync(run.RunId, new Initiator(RequestedBy, due.Run.RunId), cancellationToken);
        }
    }

    private async Task<string?> StartAsync(DueRun due, PlannedRun run, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var pipeline = await configs.FindPipelineAsync(run.Pipeline, cancellationToken)
            ?? throw new UserErrorException("pipeline_unknown", $"There is no pipeline '{run.Pipeline}'.", "Correct the task, or add the pipeline's document.");

        // By tick, not by attempt: what the attempt before a crash started is found again.
        var key = FormattableString.Invariant($"schedule:{due.Task.Id:N}:{due.Run.ScheduledAt.UtcTicks}:{run.Pipeline}:{(run.Companies is [var only] ? only : ScheduledTaskDefinition.AllCompanies)}");
        var result = await starter.StartAsync(
            new StartRunRequest
            {
                Pipeline = run.Pipeline,
                Companies = run.Companies,
                Stages = run.Stages is { } wanted ? [.. pipeline.Stages.Where(stage => wanted.Contains(stage, StringComparer.Ordinal))] : pipeline.Stages,
                AsOf = due.Run.ScheduledAt,
                RequestedBy = RequestedBy,
                RequestId = due.Run.RunId,
            }.UnderOwnKey(key),
            client,
            cancellationToken);
        return result.Run?.RunId;
    }

    private async Task<TaskOutcome?> JudgeAsync(List<PlannedRun> planned, CancellationToken cancellationToken)
    {
        var log = new List<string>();
        var errors = new List<string>();
        foreach (var wanted in planned)
        {
            var run = await runs.FindAsync(wanted.RunId!, cancellationToken) ?? throw RunErrors.Unknown(wanted.RunId!);
            if (run.Status == RunStatus.Running)
                return null;
            log.Add(FormattableString.Invariant($"{run.FinishedAt:u} {run.RunId} {run.Status.ToString().ToLowerInvariant()}"));
            if (run.Status != RunStatus.Success)
                errors.Add((run.Error ?? UserError.Unexpected).ToString());
        }

        return new TaskOutcome
        {
            Success = errors.Count == 0,
            Message = planned.Count == 0 ? "Nothing to run." : FormattableString.Invariant($"{planned.Count - errors.Count} of {planned.Count} runs succeeded."),
            Log = log,
            ErrorTail = errors.Count == 0 ? null : string.Join('\n', errors),
        };
    }

    private static List<PlannedRun>? Read(DueRun due) => due.StateJson is { } json ? JsonSerializer.Deserialize<List<PlannedRun>>(json, ApiResponse.JsonOptions) : null;

    private Task SaveAsync(DueRun due, List<PlannedRun> planned, CancellationToken cancellationToken) =>
        taskRuns.SaveStateAsync(due.Run.RunId, JsonSerializer.Serialize(planned, ApiResponse.JsonOptions), cancellationToken);
}
