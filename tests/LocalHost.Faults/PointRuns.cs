using System.Collections.Concurrent;
using LocalHost.Engine;
using LocalHost.FaultWorker;
using TestSupport;

namespace LocalHost.Faults;

/// <summary>Runs the tests of all fault points, some at a time, because most of each is waiting for processes.</summary>
public sealed class PointRuns : IAsyncLifetime
{
    private readonly PostgresFixture _postgres = new();
    private readonly SemaphoreSlim _places = new(4);
    private readonly ConcurrentDictionary<(FaultKind Kind, string Point), Lazy<Task>> _runs = new();

    /// <summary>Points at which workers are killed: all.</summary>
    public static IReadOnlyList<string> Killed { get; } = Enum.GetNames<FaultPoint>();

    /// <summary>Points at which workers are paused: in the short form those where most is in hand.</summary>
    public static IReadOnlyList<string> Paused { get; } =
        [.. Enum.GetValues<FaultPoint>().Where(point => Load.IsLong ? IsOnTheWay(point) : IsMostInHand(point)).Select(point => point.ToString())];

    public async ValueTask InitializeAsync() => await _postgres.InitializeAsync();

    /// <summary>Runs the test of one point; the first call begins all.</summary>
    public async Task RunAsync(FaultKind kind, string point)
    {
        var connectionString = _postgres.ConnectionString;
        foreach (var other in kind == FaultKind.Kill ? Killed : Paused)
        {
            _ = _runs.GetOrAdd((kind, other), key => new Lazy<Task>(() => Begin(() => InTurnAsync(connectionString, key.Kind, Enum.Parse<FaultPoint>(key.Point))))).Value;
        }

        await _runs[(kind, point)].Value;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_runs.Values.Select(run => run.Value)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _places.Dispose();
        await _postgres.DisposeAsync();
    }

    /// <summary>Begins a run that outlives the test that asked for it first, and so must not see that test's context.</summary>
    private static Task Begin(Func<Task> run)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(run);
        }
    }

    private static bool IsMostInHand(FaultPoint point) =>
        point is FaultPoint.StepComputed or FaultPoint.CommitLocked or FaultPoint.ActivityRan or FaultPoint.ClaimsRenewing;

    /// <summary>Whether every worker comes there with a journey.</summary>
    private static bool IsOnTheWay(FaultPoint point) =>
        point is not (FaultPoint.WorkerRegistered or FaultPoint.WorkTakenOver or FaultPoint.Leaving or FaultPoint.Rewinding or FaultPoint.Rewound or FaultPoint.Purging);

    private async Task InTurnAsync(string connectionString, FaultKind kind, FaultPoint point)
    {
        await _places.WaitAsync();
        try
        {
            // Workers of any hub take over for all hubs of a database.
            var database = point == FaultPoint.WorkTakenOver ? await _postgres.CreateDatabaseAsync() : connectionString;
            await using var hub = await FaultHub.OpenAsync(database, $"{kind}-{point}");
            await (kind == FaultKind.Kill ? KillAtAsync(hub, point) : StopAtAsync(hub, point));
        }
        finally
        {
            _places.Release();
        }
    }

    private static async Task KillAtAsync(FaultHub hub, FaultPoint point)
    {
        var (orchestrator, count) = point switch
        {
            FaultPoint.Rewinding or FaultPoint.Rewound => ("Penance", 1),
            FaultPoint.Purging => ("Cleaner", 1),
            _ => ("Journey", 2),
        };
        await hub.StartAsync(orchestrator, count);
        if (point == FaultPoint.WorkTakenOver)
        {
            var earlier = await hub.WorkerAsync(Doomed(hub, FaultKind.Kill, FaultPoint.ActivityRan));
            await earlier.ExitsAsync();
        }

        var doomed = await hub.WorkerAsync(Doomed(hub, FaultKind.Kill, point));
        if (point == FaultPoint.Leaving)
        {
            await hub.EffectsReachAsync(3);
            doomed.CloseInput();
        }

        await doomed.ExitsAsync();
        (await hub.AliveAsync()).ShouldBeGreaterThan(0, "the worker must die before the work is done");
        await hub.WorkerAsync();
        await hub.AllEndWellAsync();
    }

    /// <summary>Pauses a worker for longer than its lease, until another has done all its work. It must then come back as a new one.</summary>
    private static async Task StopAtAsync(FaultHub hub, FaultPoint point)
    {
        await hub.StartAsync("Journey", 2);
        var paused = await hub.WorkerAsync(Doomed(hub, FaultKind.Stop, point));
        await paused.SaysAsync("stopping");
        var other = await hub.WorkerAsync();
        (await Until.TrueAsync(async () => await hub.AliveAsync() == 0)).ShouldBeTrue("nobody took over from the paused worker");
        (await Until.TrueAsync(async () => await WorkersAsync(hub) == 1)).ShouldBeTrue("the paused worker kept its lease");
        other.KillNow();

        await hub.StartAsync("Journey", 2, "after-");
        await paused.SignalAsync("CONT");
        await paused.SaysAsync("lost its claims");
        await hub.AllEndWellAsync();
    }

    private static async Task<long> WorkersAsync(FaultHub hub) => (long)(await hub.ScalarAsync(
        $"SELECT count(*) FROM durable.workers JOIN durable.hubs USING (hub_id) WHERE hubs.name = '{hub.Settings.Hub}'")).ShouldNotBeNull();

    private static WorkerSettings Doomed(FaultHub hub, FaultKind kind, FaultPoint point) =>
        hub.Settings with { Activities = 3, Faults = [new FaultOrder(point.ToString(), kind)] };
}
