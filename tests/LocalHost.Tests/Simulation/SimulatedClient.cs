using System.Globalization;
using LocalHost.DurableTask.Client;
using LocalHost.DurableTask.Converters;
using LocalHost.Engine.History;
using LocalHost.Engine.Storage;
using LocalHost.Engine.Work;
using LocalHost.Tests.Engine;
using Npgsql;

namespace LocalHost.Tests.Simulation;

/// <summary>Somebody outside who starts one instance, troubles it, and sees to it that it can come to its end.</summary>
internal sealed class SimulatedClient(Simulation simulation, SimulatedProcess process, string instanceId, RandomProgram program)
{
    private const int Posts = 3;
    private int _posted;
    private int _restarts;

    public string InstanceId => instanceId;

    public RandomProgram Program => program;

    /// <summary>Whether somebody asked for the end of the present instance.</summary>
    public bool WasTerminated { get; private set; }

    /// <summary>The whole conversation.</summary>
    public async Task DriveAsync()
    {
        await StartAsync();
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(simulation.Random.Next(simulation.Faults.IsCalm ? 10_000 : 60)), process.Time);
            var row = simulation.Store.Instances[instanceId];
            try
            {
                if (!row.IsFinished)
                {
                    await TroubleAsync();
                }
                else if (row.Status == OrchestrationRuntimeStatus.Failed)
                {
                    simulation.Rewinds++;
                    await process.CallAsync($"rewinds {instanceId}", store => store.Rewind(instanceId));
                }
                else if (simulation.Faults.IsCalm || _restarts > 0 || simulation.Random.Next(4) > 0)
                {
                    return;
                }
                else
                {
                    _restarts++;
                    WasTerminated = false;
                    _posted = 0;
                    await StartAsync();
                }
            }
            catch (NpgsqlException)
            {
                // Whether it was done is not known; what is not seen is tried again.
            }
        }
    }

    /// <summary>In the end, wakes whoever was suspended by anybody, until everybody has ended.</summary>
    public async Task ResumeAllAsync()
    {
        do
        {
            await Task.Delay(TimeSpan.FromSeconds(5), process.Time);
            foreach (var suspended in simulation.Store.Sessions.Keys.Where(id => simulation.Faults.IsCalm && simulation.Store.Instances[id].Status == OrchestrationRuntimeStatus.Suspended).ToList())
            {
                await SendAsync(suspended, new HistoryItem { Kind = HistoryItemKind.Resumed });
            }
        }
        while (!simulation.Faults.IsCalm || simulation.Store.Sessions.Count > 0 || !simulation.AllDriven);
    }

    private async Task StartAsync()
    {
        Span<byte> generation = stackalloc byte[16];
        simulation.Random.NextBytes(generation);
        var change = new StartChange(new NewInstance
        {
            InstanceId = instanceId,
            ExecutionId = new Guid(generation),
            Name = "Root",
            Input = JsonDataConverter.Default.Serialize(new Root(new RandomProgram.Box(program), Posts)),
            CreatedAt = simulation.Clock.Now,
            StartAt = simulation.Random.Next(4) == 0 ? simulation.Clock.Now.AddMilliseconds(simulation.Random.Next(1, 50)) : null,
        });
        process.Services.Committer.Submit(change);
        await change.Done;
    }

    private async Task TroubleAsync()
    {
        var calm = simulation.Faults.IsCalm;
        if (_posted < Posts && (calm || simulation.Random.Next(3) > 0))
        {
            var post = new HistoryItem { Kind = HistoryItemKind.EventRaised, Name = "post", Data = _posted.ToString(CultureInfo.InvariantCulture) };
            _posted += await SendAsync(instanceId, post) ? 1 : 0;
        }
        else if (simulation.Faults.Strike(0.1))
        {
            await SendAsync(SomebodyAlive(), new HistoryItem { Kind = HistoryItemKind.Suspended });
        }
        else if (simulation.Random.Next(3) == 0)
        {
            await SendAsync(SomebodyAlive(), new HistoryItem { Kind = HistoryItemKind.Resumed });
        }
        else if (simulation.Faults.Strike(0.03))
        {
            WasTerminated = true;
            await SendAsync(instanceId, new HistoryItem { Kind = HistoryItemKind.Terminated, Recursive = simulation.Random.Next(2) == 0 });
        }
    }

    private string SomebodyAlive()
    {
        var alive = simulation.Store.Sessions.Keys.ToList();
        return alive.Count == 0 ? instanceId : alive[simulation.Random.Next(alive.Count)];
    }

    private async Task<bool> SendAsync(string target, HistoryItem item)
    {
        var change = new MessageChange(new OutMessage(target, ExecutionId: null, HistoryJson.Write(item)));
        process.Services.Committer.Submit(change);
        return await change.Done;
    }

    /// <summary>What a root is given: its program, and how many posts it waits for besides.</summary>
    public sealed record Root(RandomProgram.Box Program, int Posts)
    {
        /// <summary>Runs the program, and takes up numbered posts meanwhile; one may come twice, none may overtake another.</summary>
        public static async Task<int> RunAsync(DurableTask.TaskOrchestrationContext context)
        {
            var root = context.GetInput<Root>()!;
            var program = root.Program.Program.RunAsync(context);
            for (var next = 0; next < root.Posts;)
            {
                var post = await context.WaitForExternalEvent<int>("post");
                if (post > next)
                {
                    throw new InvalidOperationException($"post {post} came before {next}");
                }

                next += post == next ? 1 : 0;
            }

            return await program;
        }
    }
}
