using LocalHost.DurableTask.Converters;
using LocalHost.Engine;
using LocalHost.Engine.Storage;
using LocalHost.Engine.Work;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace LocalHost.Tests.Simulation;

/// <summary>A process: its work, its clock, its committer, and its way to the store, on which requests and answers get lost.</summary>
internal sealed class SimulatedProcess
{
    // Nobody ever connects to it.
    private static readonly NpgsqlDataSource Nowhere = NpgsqlDataSource.Create("Host=nowhere.invalid");

    private readonly Simulation _simulation;

    public SimulatedProcess(Simulation simulation, string name, TimeSpan clockError, DurableTaskEngineOptions options)
    {
        _simulation = simulation;
        Name = name;
        var time = simulation.Clock.Seen(clockError);
        var committer = new Committer(() => new Lane(this), options, Signals, time, Tasks, NullLogger<Committer>.Instance);
        Services = new WorkerServices(
            simulation.Catalog, JsonDataConverter.Default, options, time, new DurableDatabase(Nowhere, "simulation"), committer, Signals, NullLoggerFactory.Instance)
        {
            Scheduler = Tasks,
        };
    }

    public string Name { get; }

    public SimulatedTasks Tasks { get; } = new();

    public EngineSignals Signals { get; } = new();

    public WorkerServices Services { get; }

    public TimeProvider Time => Services.Time;

    /// <summary>A transaction. Others may come in between before it, and between its commit and its answer.</summary>
    public async Task<T> CallAsync<T>(string what, Func<ModelStore, T> transaction)
    {
        await Task.Yield();
        if (_simulation.Faults.Strike(0.01))
        {
            _simulation.Trace(this, $"{what}: the request is lost");
            throw Broken();
        }

        if (_simulation.Faults.Strike(0.01))
        {
            _simulation.Trace(this, $"{what}: rolled back");
            throw new PostgresException("could not serialize access", "ERROR", "ERROR", PostgresErrorCodes.SerializationFailure);
        }

        var answer = transaction(_simulation.Store);
        _simulation.Trace(this, what);
        await Task.Yield();
        if (_simulation.Faults.Strike(0.01))
        {
            _simulation.Trace(this, $"{what}: done, the answer is lost");
            throw Broken();
        }

        return answer;
    }

    public Task CallAsync(string what, Action<ModelStore> transaction) => CallAsync(what, store =>
    {
        transaction(store);
        return true;
    });

    private static NpgsqlException Broken() => new("The connection broke.", new IOException("The other side is gone."));

    private sealed class Lane(SimulatedProcess process) : IChangeStore
    {
        public Task<CommitEffects> WriteAsync(IReadOnlyList<Change> changes, CancellationToken cancellationToken) =>
            process.CallAsync(process._simulation.Describe(changes), store => ModelWrites.Write(store, changes));

        public ValueTask DropAsync() => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
