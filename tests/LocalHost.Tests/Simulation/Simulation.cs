using FsCheck;
using FsCheck.Fluent;
using LocalHost.Engine;
using LocalHost.Engine.Storage;
using LocalHost.Engine.Work;
using LocalHost.Tests.Engine;

namespace LocalHost.Tests.Simulation;

/// <summary>
/// The engine's state machine with simulated processes, clock and store, on one thread. Everything that is left to chance comes from one
/// number, the seed: who runs next, when answers arrive, what goes wrong and when.
/// </summary>
internal sealed class Simulation
{
    private const int MostTurns = 20_000;
    private static readonly TimeSpan LargestClockError = TimeSpan.FromSeconds(2);

    private readonly List<SimulatedWorker> _workers = [];
    private readonly List<Task> _conversations = [];
    private readonly List<string>? _trace;
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly SimulatedProcess _outside;
    private readonly int _workerCount;
    private readonly int _turnsOfFaults;
    private int _processes;

    private Simulation(SimulationPlan plan, bool traced)
    {
        Random = new Random(plan.Seed);
        Faults = new SimulatedFaults(Random, plan.Faults);
        Store = new ModelStore(Clock, plan.Flaw);
        Catalog = RandomProgram.Catalog(() => Rewinds).Orchestrator("Root", SimulatedClient.Root.RunAsync);
        _trace = traced ? [] : null;
        _outside = new SimulatedProcess(this, "outside", TimeSpan.Zero, new DurableTaskEngineOptions());
        Clients = [.. plan.Programs.Select((program, number) => new SimulatedClient(this, _outside, $"root{number}", program))];
        _workerCount = Random.Next(2, 5);
        _turnsOfFaults = Random.Next(200, 1500);
    }

    public Random Random { get; }

    public SimulatedFaults Faults { get; }

    public SimulatedClock Clock { get; } = new();

    public ModelStore Store { get; }

    public DelegateCatalog Catalog { get; }

    public IReadOnlyList<SimulatedClient> Clients { get; }

    /// <summary>How often anything was rewound.</summary>
    public int Rewinds { get; set; }

    /// <summary>Whether every client has seen the end of its instance.</summary>
    public bool AllDriven => _conversations.TrueForAll(static conversation => conversation.IsCompleted);

    /// <summary>Makes the plan of a seed.</summary>
    public static SimulationPlan PlanOf(int seed, StoreFlaw flaw = StoreFlaw.None)
    {
        var count = 1 + (seed % 2);
        var programs = RandomProgram.StumblingGenerator.Sample(count, seed: new Rnd((ulong)seed * 2_654_435_761), size: 5 + (seed % 40)).ToList();
        return new SimulationPlan(seed, programs) { Flaw = flaw };
    }

    /// <summary>Runs a plan to its end.</summary>
    public static SimulationResult Run(SimulationPlan plan, bool traced = false)
    {
        var simulation = new Simulation(plan, traced);
        string? failure;
        try
        {
            failure = simulation.Play() ?? SimulationInvariants.Broken(simulation);
        }
        catch (Exception exception)
        {
            failure = exception.ToString();
        }

        return new SimulationResult(failure, simulation.Faults.Count, simulation._trace ?? []);
    }

    /// <summary>Whether a commit holds a row, so that who looks for work passes it over.</summary>
    public bool IsLocked() => !Faults.IsCalm && Random.Next(10) == 0;

    /// <summary>Whether an idle instance is put out of memory now.</summary>
    public bool IsForgotten() => Random.Next(4) == 0;

    public void Trace(SimulatedProcess process, string what) => _trace?.Add($"{Clock.Now:HH:mm:ss.fff} {process.Name} {what}");

    /// <summary>Changes in words, for the trace.</summary>
    public string Describe(IReadOnlyList<Change> changes) => _trace is null
        ? string.Empty
        : "stores " + string.Join("; ", changes.Select(change => change switch
        {
            StepChange step => $"step {step.Number} of {NameOf(step.InstanceId)} (claim {step.Epoch}, {step.Status}): {step.Events}",
            ResultChange result => $"a result of {NameOf(result.InstanceId)} #{result.TaskId}",
            MessageChange message => $"a message to {NameOf(message.InstanceId)}: {message.Message.Body}",
            _ => $"the start of {NameOf(change.InstanceId)}",
        }));

    private string NameOf(string instanceId)
    {
        if (!_names.TryGetValue(instanceId, out var name))
        {
            name = instanceId.Length < 32 ? instanceId : $"child{_names.Count}({instanceId[..6]})";
            _names.Add(instanceId, name);
        }

        return name;
    }

    private string? Play()
    {
        _conversations.AddRange(Clients.Select(client => _outside.Tasks.Run(client.DriveAsync)));
        var last = _outside.Tasks.Run(Clients[0].ResumeAllAsync);

        for (var turn = 0; turn < MostTurns; turn++)
        {
            if (turn == _turnsOfFaults)
            {
                Faults.IsCalm = true;
                _workers.ForEach(static worker => worker.IsPaused = false);
            }

            Trouble();
            Act();
            if (Store.Violations.Count > 0)
            {
                return Store.Violations[0];
            }

            if (_conversations.Find(conversation => conversation.IsFaulted) is { } broken)
            {
                return broken.Exception!.ToString();
            }

            if (Rewinds > 40)
            {
                return "it fails after every rewind: " + string.Join(", ", Store.Instances.Values.Where(row => row.IsFinished).Select(row => row.Output));
            }

            if (Store.Sessions.Count + Store.Activities.Count == 0 && last.IsCompleted && Clock.Next is null && Running().Count == 0)
            {
                return null;
            }
        }

        return "stuck: " + string.Join(", ", Store.Sessions.Select(row => $"{NameOf(row.Key)} {row.Value}"))
            + "; " + string.Join(", ", Store.Messages) + "; " + string.Join(", ", Store.Activities) + "; " + string.Join(", ", Store.Timers);
    }

    private List<SimulatedTasks> Running() =>
        [.. _workers.Where(worker => !worker.IsPaused).Select(worker => worker.Process.Tasks).Append(_outside.Tasks).Where(tasks => tasks.Ready > 0)];

    private void Trouble()
    {
        if (_workers.Count < _workerCount && (_workers.Count == 0 || Random.Next(20) == 0))
        {
            var error = LargestClockError * ((Random.NextDouble() * 2) - 1);
            var options = new DurableTaskEngineOptions
            {
                MaxConcurrentActivityFunctions = Random.Next(1, 4),
                ActivityPrefetch = Random.Next(2),
                CommitBatchSize = Random.Next(1, 6),
                MessageBatchSize = Random.Next(1, 6),
                MaxDequeueCount = 1000,
            };
            _workers.Add(new SimulatedWorker(this, new SimulatedProcess(this, $"w{++_processes}", error, options)));
        }

        if (Faults.Strike(0.003) && Pick() is { } crashed)
        {
            Trace(crashed.Process, "CRASHES");
            crashed.Process.Tasks.Die();
            _workers.Remove(crashed);
        }

        if (Faults.Strike(0.004) && Pick() is { } paused)
        {
            paused.IsPaused = !paused.IsPaused;
            Trace(paused.Process, paused.IsPaused ? "is STOPPED" : "goes on");
        }

        if (Faults.Strike(0.002))
        {
            Clock.MoveTo(Clock.Now + TimeSpan.FromSeconds(Random.Next(10, 3600)));
            Trace(_outside, "THE CLOCK JUMPS");
        }
    }

    private SimulatedWorker? Pick() => _workers.Count == 0 ? null : _workers[Random.Next(_workers.Count)];

    private void Act()
    {
        foreach (var lost in _workers.FindAll(worker => worker.HasLostClaims))
        {
            Trace(lost.Process, "has lost its claims and begins anew");
            lost.End();
            _workers[_workers.IndexOf(lost)] = new SimulatedWorker(this, lost.Process);
        }

        var worker = Pick();
        if (worker is { IsPaused: false })
        {
            worker.Beat();
        }

        var running = Running();
        if (running.Count > 0 && Random.Next(8) > 0)
        {
            var tasks = running[Random.Next(running.Count)];
            tasks.RunOne(Random.Next(tasks.Ready));
            return;
        }

        if (Random.Next(10) == 0)
        {
            Clock.MoveTo(Clock.Now + TimeSpan.FromMilliseconds(Random.Next(20)));
        }

        if (worker is { IsPaused: false } && (worker.UsefulLoop() ?? (Random.Next(4) == 0 ? Random.Next(3) : null)) is { } loop)
        {
            worker.Turn(Random.Next(3) == 0 ? Random.Next(3) : loop);
        }
        else if (running.Count == 0)
        {
            Clock.MoveTo(NextTime());
        }
    }

    private DateTimeOffset NextTime()
    {
        var times = Store.Timers.SelectMany(timer => new[] { timer.FireAt, timer.FireAt + LargestClockError })
            .Concat(_workers.Where(worker => !worker.IsPaused).Select(worker => worker.NextBeat))
            .Append(Clock.Next ?? DateTimeOffset.MaxValue)
            .Where(time => time > Clock.Now)
            .DefaultIfEmpty(Clock.Now.AddMilliseconds(1))
            .Min();
        return times < Clock.Now.AddDays(1) ? times : Clock.Now.AddSeconds(1);
    }
}
