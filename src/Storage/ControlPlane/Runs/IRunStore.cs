using DataHound.Domain.Observability;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>The register of pipeline runs. Every change is one transaction, and doing it again changes nothing.</summary>
public interface IRunStore
{
    /// <summary>Records a run, unless its key was used before or one of its companies has an active run of the pipeline.</summary>
    Task<StartRunResult> StartAsync(StartRunRequest request, CancellationToken cancellationToken);

    /// <summary>Active runs whose orchestration was never started, oldest first: what a crash between record and start leaves behind.</summary>
    Task<IReadOnlyList<PipelineRun>> ListUnstartedAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Active runs, oldest heartbeat first.</summary>
    Task<IReadOnlyList<PipelineRun>> ListActiveAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Notes that the run's orchestration was started.</summary>
    Task MarkStartedAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Notes that the run shall stop.</summary>
    Task<CancelOutcome> RequestCancelAsync(string runId, Initiator by, CancellationToken cancellationToken);

    /// <summary>Whether the run shall stop.</summary>
    Task<bool> IsCancelRequestedAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Notes that the run is alive.</summary>
    Task HeartbeatAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Ends one company's part. The first final status stays; its open stages end with it.</summary>
    /// <returns>The status that stands.</returns>
    Task<RunStatus> FinishCompanyAsync(string runId, string company, RunStatus status, UserError? error, CancellationToken cancellationToken);

    /// <summary>Ends the run: success only when every company succeeded. A company that has not ended is failed with the given error, or canceled when that was asked for.</summary>
    Task<PipelineRun> FinishRunAsync(string runId, UserError? unfinished, CancellationToken cancellationToken);

    /// <summary>The run without its course, or null.</summary>
    Task<PipelineRun?> FindAsync(string runId, CancellationToken cancellationToken);

    /// <summary>The run with its companies, stages and units, or null. Cheap enough to ask for twice a second.</summary>
    Task<PipelineRunDetail?> GetAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Runs, newest first.</summary>
    Task<Page<PipelineRun>> ListAsync(RunQuery query, CancellationToken cancellationToken);
}
