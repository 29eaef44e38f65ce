using DataHound.Storage.ControlPlane.Runs;

namespace DataHound.Functions.Pipelines;

/// <summary>Records a run and then starts its orchestration. A crash between the two is mended by <see cref="ReconcileRuns"/>.</summary>
/// <param name="runs">The register of runs.</param>
public sealed class RunStarter(IRunStore runs)
{
    /// <summary>Records the run and, when it is new, starts it.</summary>
    public async Task<StartRunResult> StartAsync(StartRunRequest request, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var result = await runs.StartAsync(request, cancellationToken);
        if (result is { Outcome: StartRunOutcome.Created, Run: { } run })
            await StartOrchestrationAsync(run, client, cancellationToken);
        return result;
    }

    /// <summary>Starts the orchestration of a recorded run unless it exists.</summary>
    public async Task StartOrchestrationAsync(PipelineRun run, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var input = new PipelineRunInput { RunId = run.RunId, Companies = run.Companies, Stages = run.Stages };
        await client.StartOnceAsync(nameof(RunPipeline), input, run.RunId, cancellationToken);
        await runs.MarkStartedAsync(run.RunId, cancellationToken);
    }
}
