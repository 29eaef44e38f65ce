using LocalHost.Engine.History;
using LocalHost.Engine.Storage;
using Npgsql;

namespace LocalHost.Engine.Work;

/// <summary>Claims queued activities when there is room to run them.</summary>
internal sealed class ActivityDispatcher(WorkerServices services, ActivityRunner runner, int hub, long owner) : IAsyncDisposable
{
    private readonly KeptConnection _connection = new(services.Database.DataSource, KeptConnection.WithoutWaitingForDisk);
    private bool _again;
    private bool _unclear;
    private ClaimedActivity? _suspect;
    private string _after = string.Empty;

    public Task RunAsync(CancellationToken stop) =>
        EngineLoop.RunAsync(nameof(ActivityDispatcher), services.Logger, TurnAsync, FailedAsync, stop);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task FailedAsync()
    {
        _unclear = true;
        _again = true;
        await _connection.DropAsync();
    }

    /// <summary>A claim may have been stored without this process hearing of it.</summary>
    private async Task GiveBackUnknownAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var stored = await ActivityClaims.HeldAsync(connection, owner, cancellationToken);
        var known = runner.Held.ToHashSet();
        await ActivityClaims.ReleaseAsync(connection, owner, stored.FindAll(activity => !known.Contains(activity)), cancellationToken);
    }

    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        await services.Signals.Activities.WaitAsync(_again ? TimeSpan.Zero : services.Options.MaxQueuePollingInterval, cancellationToken);
        _again = false;
        if (_unclear)
        {
            await GiveBackUnknownAsync(await _connection.GetAsync(cancellationToken), cancellationToken);
            _unclear = false;
        }

        var free = runner.Free;
        if (free == 0)
        {
            // The runner asks again when a place is free.
            runner.Backlog = true;
            return;
        }

        var options = services.Options;
        var withSuspect = _suspect is not { } taken || !runner.Holds(taken);
        var (claimed, turn) = await ActivityClaims.ClaimAsync(
            await _connection.GetAsync(cancellationToken), hub, owner, free, _after, options.SuspectFrom, withSuspect, cancellationToken);
        if (claimed.Count > 0)
        {
            await services.Database.Faults.ReachAsync(FaultPoint.ActivitiesClaimed);
        }

        _after = turn.After;
        runner.Backlog = turn.MayBeMore;
        _again = runner.Backlog && runner.Free > 0;
        runner.Reserve(claimed.Count);
        foreach (var activity in claimed)
        {
            if (activity.LostClaims < options.MaxDequeueCount && !activity.HasLostInput)
            {
                _suspect = activity.LostClaims >= options.SuspectFrom ? activity : _suspect;
                runner.Enqueue(activity);
                continue;
            }

            runner.Unreserve(1);
            EndWithoutRunning(activity, activity.HasLostInput ? null : new NewDeadLetter(NewDeadLetter.Activity, activity.Name, activity.LostClaims));
        }
    }

    /// <summary>Ends an activity that is given up, or one that nobody awaits whose instance was purged.</summary>
    private void EndWithoutRunning(ClaimedActivity activity, NewDeadLetter? letter)
    {
        if (letter is not null)
        {
            EngineLog.GivenUp(services.Logger, letter.Attempts, letter.Kind, letter.Name, activity.InstanceId);
        }

        var result = new HistoryItem { Kind = HistoryItemKind.TaskFailed, Id = activity.TaskId, Failure = letter?.Failure };
        services.Committer.Submit(new ResultChange(activity.InstanceId, activity.ExecutionId, activity.TaskId, owner, HistoryJson.Write(result))
        {
            DeadLetter = letter,
        });
    }
}
