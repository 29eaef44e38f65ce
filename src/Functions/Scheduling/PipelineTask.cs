using DataHound.Domain.Scheduling;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ControlPlane.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Runs a pipeline for a company, or for all companies it is run for. The tick is the run's logical instant, and the task ends with the run.</summary>
/// <param name="runs">Starts runs and waits for them.</param>
/// <param name="configs">The configuration.</param>
public sealed class PipelineTask(PlannedRuns runs, ICompanyConfigs configs) : ITaskType
{
    /// <inheritdoc/>
    public string Name => "pipeline";

    /// <inheritdoc/>
    public int Priority => 3;

    /// <inheritdoc/>
    public async Task CheckAsync(ScheduledTaskDefinition task, CancellationToken cancellationToken)
    {
        var config = TaskConfig.Read<PipelineTaskConfig>(task);
        var pipeline = await configs.FindPipelineAsync(config.Pipeline, cancellationToken)
            ?? throw new UserErrorException("task_config_invalid", $"There is no pipeline '{config.Pipeline}'.", "Use a pipeline that the configuration names, such as field-service.");
        if (config.Stages is { } stages && (stages.Count == 0 || stages.Any(stage => !pipeline.Stages.Contains(stage, StringComparer.Ordinal))))
            throw new UserErrorException("task_config_invalid", "The stages are not stages of the pipeline.", $"Use some of {string.Join(", ", pipeline.Stages)}, or leave them away for all.");
    }

    /// <inheritdoc/>
    public Task<TaskOutcome?> AdvanceAsync(DueRun due, DurableTaskClient client, CancellationToken cancellationToken) =>
        runs.AdvanceAsync(due, () => PlanAsync(due.Task.Definition, cancellationToken), client, cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(DueRun due, CancellationToken cancellationToken) => runs.StopAsync(due, cancellationToken);

    private async Task<IReadOnlyList<PlannedRun>> PlanAsync(ScheduledTaskDefinition task, CancellationToken cancellationToken)
    {
        var config = TaskConfig.Read<PipelineTaskConfig>(task);
        string[] companies = task.Company == ScheduledTaskDefinition.AllCompanies
            ? [.. (await configs.ListCompaniesAsync(cancellationToken)).Where(company => company.Runs(config.Pipeline)).Select(company => company.Slug)]
            : [task.Company];
        return companies.Length == 0 ? [] : [new PlannedRun { Pipeline = config.Pipeline, Companies = companies, Stages = config.Stages }];
    }
}
