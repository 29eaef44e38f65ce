using DataHound.Storage.ControlPlane.Runs;

namespace DataHound.Functions.Pipelines;

/// <summary>Publishes what a stage's units made.</summary>
/// <param name="store">The course of stages.</param>
public sealed class CommitStage(IStageStore store)
{
    /// <summary>Commits the stage in one transaction; again after success it changes nothing.</summary>
    [Function(nameof(CommitStage))]
    public async Task RunAsync([ActivityTrigger] StageInput input, CancellationToken cancellationToken) =>
        await store.CommitAsync(new StageKey(input.RunId, input.Company, input.Stage), cancellationToken);
}
