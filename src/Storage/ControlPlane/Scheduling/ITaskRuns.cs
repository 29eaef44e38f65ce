using DataHound.Domain.Observability;
using DataHound.Domain.Scheduling;

namespace DataHound.Storage.ControlPlane.Scheduling;

/// <summary>The register of runs of scheduled tasks: one row a tick, however many processes look at the clock.</summary>
public interface ITaskRuns
{
    /// <summary>Records every tick that has come, and sets waiting runs running by priority as far as there is room. One transaction.</summary>
    Task<DueClaim> ClaimDueAsync(CancellationToken cancellationToken);

    /// <summary>Records a run that somebody asked for; it runs with the next claim.</summary>
    /// <exception cref="UserErrorException"><c>schedule_unknown</c>; <c>task_running</c> when one runs already and overlaps are skipped.</exception>
    Task<ExecutionRecord> RunNowAsync(RunNowRequest request, CancellationToken cancellationToken);

    /// <summary>Running runs whose orchestration was not noted as started: what a crash between claim and start leaves behind.</summary>
    Task<IReadOnlyList<DueRun>> ListUnstartedAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Running runs that have shown no life for the length of a lease.</summary>
    Task<IReadOnlyList<DueRun>> ListSilentAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Notes that the run's orchestration was started.</summary>
    Task MarkStartedAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Shows that a run is alive, and gives it as it stands; null when it does not run any more.</summary>
    Task<DueRun?> BeatAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Notes what the kind of work wants to know when it goes on.</summary>
    Task SaveStateAsync(string runId, string stateJson, CancellationToken cancellationToken);

    /// <summary>Records how a run ended. The first end stays. Too many failures in a row put the task into error, with a notification in the same transaction.</summary>
    /// <returns>The run as it stands.</returns>
    Task<ExecutionRecord> RecordAsync(string runId, TaskOutcome outcome, CancellationToken cancellationToken);

    /// <summary>Fails a run that is lost, provided that it still shows no life, and by the task's policy lets its tick run again.</summary>
    /// <returns>Whether it was lost.</returns>
    Task<bool> AbandonAsync(string runId, UserError reason, CancellationToken cancellationToken);

    /// <summary>The run, or null.</summary>
    Task<ExecutionRecord?> FindAsync(string runId, CancellationToken cancellationToken);

    /// <summary>A task's runs, latest tick first.</summary>
    Task<Page<ExecutionRecord>> ListAsync(string taskKey, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>Forgets runs that ended before an instant.</summary>
    /// <returns>How many.</returns>
    Task<int> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
