using LocalHost.Engine.Storage;
using Npgsql;

namespace LocalHost.Engine.Work;

/// <summary>Renews this process's claims, takes over those of processes that fell silent, and gives back claims that nothing stands behind.</summary>
internal sealed class ClaimKeeper(WorkerServices services, ActivityRunner activities, SessionTable sessions, int hub, long owner) : IAsyncDisposable
{
    private readonly KeptConnection _connection = new(services.Database.DataSource, KeptConnection.WithoutWaitingForDisk);
    private HashSet<(Guid ExecutionId, int TaskId)> _suspectActivities = [];
    private HashSet<(string InstanceId, long Epoch)> _suspectInstances = [];

    /// <summary>Completes when the claims are lost.</summary>
    public Task Lost => _lost.Task;

    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task RunAsync(CancellationToken stop) =>
        EngineLoop.RunAsync(nameof(ClaimKeeper), services.Logger, TurnAsync, () => _connection.DropAsync().AsTask(), stop);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        var connection = await _connection.GetAsync(cancellationToken);
        await services.Database.Faults.ReachAsync(FaultPoint.ClaimsRenewing);
        if (!await Workers.RenewAsync(connection, owner, services.Options.LeaseDuration, cancellationToken))
        {
            _lost.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        await services.Database.Faults.ReachAsync(FaultPoint.ClaimsRenewed);
        if (await Workers.TakeOverAsync(connection, services.Options.HeartbeatInterval * 3, await DeadNeighboursAsync(connection, cancellationToken), cancellationToken))
        {
            await services.Database.Faults.ReachAsync(FaultPoint.WorkTakenOver);
            EngineLog.TakenOver(services.Logger);
            services.Signals.Publish(new CommitEffects { InstancesReady = true, ActivitiesQueued = true });
        }

        await ReconcileAsync(connection, cancellationToken);
        await Task.Delay(services.Options.HeartbeatInterval, cancellationToken);
    }

    /// <summary>Workers of this machine whose process is dead: nobody need wait until their claims run out.</summary>
    private static async Task<IReadOnlyCollection<long>> DeadNeighboursAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (ProcessIdentity.Current is not { } here)
            return [];
        var neighbours = await Workers.AtAsync(connection, here.Place, cancellationToken);
        return [.. neighbours.Where(neighbour => ProcessIdentity.IsDead(neighbour.Process)).Select(neighbour => neighbour.Worker)];
    }

    /// <summary>
    /// A claim can be stored without this process knowing, when the connection breaks at the wrong moment. What is claimed and
    /// unknown in two turns, a heartbeat apart, is given back.
    /// </summary>
    private async Task ReconcileAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var heldActivities = await ActivityClaims.HeldAsync(connection, owner, cancellationToken);
        var known = activities.Held.ToHashSet();
        var unknownActivities = heldActivities.Where(activity => !known.Contains(activity)).ToHashSet();
        var forgottenActivities = unknownActivities.Where(_suspectActivities.Contains).ToList();
        _suspectActivities = unknownActivities;

        var heldInstances = await InstanceClaims.HeldAsync(connection, owner, cancellationToken);
        var unknownInstances = heldInstances.Where(claim => sessions.Find(claim.InstanceId)?.Epoch != claim.Epoch).ToHashSet();
        var forgottenInstances = unknownInstances.Where(_suspectInstances.Contains).ToList();
        _suspectInstances = unknownInstances;

        if (forgottenActivities.Count > 0)
        {
            await ActivityClaims.ReleaseAsync(connection, owner, forgottenActivities, cancellationToken);
        }

        if (forgottenInstances.Count > 0)
        {
            await InstanceClaims.ReleaseAsync(connection, hub, owner, forgottenInstances, ring: true, cancellationToken);
        }

        var count = forgottenActivities.Count + forgottenInstances.Count;
        if (count > 0)
        {
            EngineLog.ClaimsReconciled(services.Logger, count);
            services.Signals.Publish(new CommitEffects { InstancesReady = true, ActivitiesQueued = true });
        }
    }
}
