using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using LocalHost.Engine;
using LocalHost.FaultWorker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace LocalHost.Faults;

/// <summary>A task hub under test: its client, what was started in it, its workers, and its judge.</summary>
public sealed class FaultHub : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly NpgsqlDataSource _source;
    private readonly List<Expected> _expected = [];
    private readonly List<WorkerProcess> _workers = [];
    private readonly Watch _watch;

    private FaultHub(WorkerSettings settings, NpgsqlDataSource source, ServiceProvider services)
    {
        Settings = settings;
        _source = source;
        _services = services;
        Client = services.GetRequiredService<DurableTaskClient>();
        _watch = new Watch(source, settings.Hub);
    }

    /// <summary>What its workers are told, unless something is changed.</summary>
    public WorkerSettings Settings { get; }

    public DurableTaskClient Client { get; }

    public TimeSpan LongestStandstill => _watch.LongestStandstill;

    /// <summary>Opens a hub that nobody has used.</summary>
    public static async Task<FaultHub> OpenAsync(string connectionString, string name)
    {
        var source = NpgsqlDataSource.Create(connectionString);
        var services = new ServiceCollection();
        services.AddSingleton(source);
        services.AddDurableTaskEngine(options =>
        {
            options.HubName = name;
            options.RunWorker = false;
            options.MaxQueuePollingInterval = TimeSpan.FromMilliseconds(200);
        });
        var provider = services.BuildServiceProvider();
        foreach (var hosted in provider.GetServices<IHostedService>())
        {
            await hosted.StartAsync(TestContext.Current.CancellationToken);
        }

        // Hubs are opened side by side. The statements are one transaction, and only its end gives the lock back, when the table can be seen.
        await using var create = source.CreateCommand($"SELECT pg_advisory_xact_lock(7); {Ledger.Create}");
        await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return new FaultHub(new WorkerSettings { ConnectionString = connectionString, Hub = name }, source, provider);
    }

    /// <summary>Starts a worker process. It is killed with the hub, if it lives that long.</summary>
    public async Task<WorkerProcess> WorkerAsync(WorkerSettings? settings = null)
    {
        var worker = await WorkerProcess.StartAsync(settings ?? Settings);
        lock (_workers)
        {
            _workers.Add(worker);
        }

        return worker;
    }

    /// <summary>Starts instances of an orchestrator.</summary>
    public async Task StartAsync(string orchestrator, int count, string prefix = "", DateTimeOffset? startAt = null)
    {
        for (var index = 0; index < count; index++)
        {
            var id = $"{Settings.Hub}-{orchestrator}-{prefix}{index}";
            await StartAsync(orchestrator, new(id, startAt), [.. Expected.Of(orchestrator, id)]);
        }
    }

    /// <summary>Starts an instance that must come to something said.</summary>
    public async Task StartAsync(string orchestrator, StartOrchestrationOptions options, params Expected[] expected)
    {
        lock (_expected)
        {
            _expected.AddRange(expected);
        }

        var keep = options with { DedupeStatuses = [.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Select(status => status.ToString())] };
        var tried = false;
        await PatientlyAsync(async () =>
        {
            try
            {
                await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input: null, keep, TestContext.Current.CancellationToken);
            }
            catch (OrchestrationAlreadyExistsException) when (tried)
            {
                // The first try was stored, and its answer lost.
            }

            tried = true;
        });
    }

    /// <summary>The worker processes that are alive.</summary>
    public IReadOnlyList<WorkerProcess> Workers
    {
        get
        {
            lock (_workers)
            {
                return _workers.FindAll(worker => !worker.HasExited);
            }
        }
    }

    /// <summary>Waits until so many different effects are in the ledger.</summary>
    public async Task EffectsReachAsync(int count) => (await Until.TrueAsync(async () => await EffectsAsync() >= count)).ShouldBeTrue($"the effects never came to {count}");

    /// <summary>The different effects in the ledger.</summary>
    public async Task<long> EffectsAsync()
    {
        var effects = 0L;
        await PatientlyAsync(async () => effects = (long)(await ScalarAsync(
            $"SELECT count(*) FROM (SELECT DISTINCT owner, effect FROM ledger WHERE starts_with(owner, '{Settings.Hub}-')) d")).ShouldNotBeNull());
        return effects;
    }

    /// <summary>Timers that are set, those of instances that are to start later among them.</summary>
    public async Task<long> TimersAsync() => (long)(await ScalarAsync(
        $"SELECT count(*) FROM durable.timers JOIN durable.hubs USING (hub_id) WHERE hubs.name = '{Settings.Hub}'")).ShouldNotBeNull();

    /// <summary>Instances that are alive.</summary>
    public async Task<long> AliveAsync()
    {
        var alive = 0L;
        await PatientlyAsync(async () => alive = (long)(await ScalarAsync(
            $"SELECT count(*) FROM durable.instances JOIN durable.hubs USING (hub_id) WHERE hubs.name = '{Settings.Hub}' AND completed_at IS NULL")).ShouldNotBeNull());
        return alive;
    }

    /// <summary>Waits until everything that was started has ended, and judges it.</summary>
    public async Task AllEndWellAsync()
    {
        if (!await Until.TrueAsync(async () => await AliveAsync() == 0))
        {
            string.Join('\n', _workers.Select(worker => worker.Output)).ShouldBeNull($"{await AliveAsync()} instances never ended; {_watch.Describe()}");
        }

        await _watch.StopAsync();
        await new Judge(_source, Settings.Hub, Client).JudgeAsync(_expected, _watch);
    }

    /// <summary>Asks the hub's database.</summary>
    public async Task<object?> ScalarAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Does something again while the database is away.</summary>
    public static async Task PatientlyAsync(Func<Task> action)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await action();
                return;
            }
            catch (Exception exception) when (IsPassing(exception) && attempt < 300)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>Whether it may go better the next time, because the database was away, busy or cut off.</summary>
    public static bool IsPassing(Exception exception) => exception switch
    {
        PostgresException { SqlState: var state } => state[..2] is "08" or "25" or "40" or "53" or "57",
        _ => exception is NpgsqlException or IOException,
    };

    public async ValueTask DisposeAsync()
    {
        _workers.ForEach(worker => worker.Dispose());
        await _watch.StopAsync();
        foreach (var hosted in _services.GetServices<IHostedService>())
        {
            await hosted.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
        await _source.DisposeAsync();
    }
}
