using DataHound.Domain.Companies;
using DataHound.Domain.Scheduling;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ControlPlane.Scheduling;
using DataHound.Storage.Ingestion;

namespace DataHound.Functions.Scheduling;

/// <summary>Runs, for every company that has received files since its last run, each pipeline that is run for it.</summary>
/// <param name="runs">Starts runs and waits for them.</param>
/// <param name="configs">The configuration.</param>
/// <param name="files">The register of received files.</param>
public sealed class DailyRunsTask(PlannedRuns runs, ICompanyConfigs configs, IReceivedFiles files) : ITaskType
{
    /// <inheritdoc/>
    public string Name => "daily-runs";

    /// <inheritdoc/>
    public int Priority => 3;

    /// <inheritdoc/>
    public Task CheckAsync(ScheduledTaskDefinition task, CancellationToken cancellationToken)
    {
        _ = TaskConfig.Read<NoConfig>(task);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<TaskOutcome?> AdvanceAsync(DueRun due, DurableTaskClient client, CancellationToken cancellationToken) =>
        runs.AdvanceAsync(due, () => PlanAsync(due.Task.Definition.Company, cancellationToken), client, cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(DueRun due, CancellationToken cancellationToken) => runs.StopAsync(due, cancellationToken);

    private async Task<IReadOnlyList<PlannedRun>> PlanAsync(string only, CancellationToken cancellationToken)
    {
        var pipelines = await configs.ListPipelinesAsync(cancellationToken);
        var planned = new List<PlannedRun>();
        foreach (var company in await configs.ListCompaniesAsync(cancellationToken))
        {
            if ((only == ScheduledTaskDefinition.AllCompanies || only == company.Slug) && await HasNewFilesAsync(company, cancellationToken))
                planned.AddRange(pipelines.Where(company.Runs).Select(pipeline => new PlannedRun { Pipeline = pipeline, Companies = [company.Slug] }));
        }

        return planned;
    }

    private async Task<bool> HasNewFilesAsync(Company company, CancellationToken cancellationToken) =>
        (await files.ListNewAsync(company.Slug, cancellationToken)).Count > 0 || (await files.ListUnpreparedAsync(company.Slug, cancellationToken)).Count > 0;
}
