using DataHound.Storage.ControlPlane.Runs;

namespace DataHound.Functions.Pipelines;

/// <summary>Records the end of a run: success only when every company succeeded.</summary>
/// <param name="runs">The register of runs.</param>
public sealed class FinishRun(IRunStore runs)
{
    /// <summary>Ends the run; again it changes nothing.</summary>
    [Function(nameof(FinishRun))]
    public async Task RunAsync([ActivityTrigger] string runId, CancellationToken cancellationToken) =>
        await runs.FinishRunAsync(runId, UserError.Unexpected, cancellationToken);
}
