using DataHound.Functions.Pipelines;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.Quality;

namespace DataHound.Functions.Quality;

/// <summary>Brings a recorded replay to its run. A crash, or another active run of the company, is overcome by <see cref="ReconcileQuarantineReplays"/>.</summary>
/// <param name="replays">The replays.</param>
/// <param name="starter">Starts runs.</param>
public sealed class QuarantineReplayStarter(IQuarantineReplays replays, RunStarter starter)
{
    /// <summary>Receives the files and starts the run, once however often it is called.</summary>
    public async Task<QuarantineReplay> ContinueAsync(QuarantineReplay replay, DurableTaskClient client, CancellationToken cancellationToken)
    {
        replay = await replays.ReceiveAsync(replay.Company, replay.Id, cancellationToken);
        if (replay.Status is not QuarantineReplayStatus.Received)
            return replay;
        var key = $"replay:{replay.Id:N}";
        var result = await starter.StartAsync(
            new StartRunRequest
            {
                Pipeline = replay.Run.Pipeline, Companies = [replay.Company], Stages = replay.Run.Stages, AsOf = replay.Run.AsOf, RequestedBy = replay.RequestedBy,
            }.UnderOwnKey(key),
            client,
            cancellationToken);
        return result.Run is { } run ? await replays.MarkStartedAsync(replay.Company, replay.Id, run.RunId, cancellationToken) : replay;
    }
}
