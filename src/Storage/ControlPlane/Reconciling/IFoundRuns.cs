using DataHound.Storage.ControlPlane.Runs;

namespace DataHound.Storage.ControlPlane.Reconciling;

/// <summary>Closes gaps between the register of runs and their orchestrations, and keeps in the audit log what was done about them.</summary>
public interface IFoundRuns
{
    /// <summary>Those of the ids that the register does not know.</summary>
    Task<IReadOnlyList<string>> ListUnknownAsync(IReadOnlyCollection<string> runIds, CancellationToken cancellationToken);

    /// <summary>Records a run whose orchestration exists.</summary>
    Task<FoundRunOutcome> RecordAsync(FoundRun run, CancellationToken cancellationToken);

    /// <summary>Notes in the audit log what was mended, once for each company of the run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="action">What was done, such as <c>reconcile.run_start</c>.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    Task NoteAsync(PipelineRun run, string action, string reason, CancellationToken cancellationToken);
}
