using System.Diagnostics;
using System.Net.Http.Json;
using DataHound.Bench.Processes;
using DataHound.Bench.Reporting;
using DataHound.Bench.Scenarios;

namespace DataHound.Bench.Engine;

/// <summary>How the engine behaves at its edges: beside a long queue, with a long history, with two processes; and what limits it.</summary>
internal sealed class EngineScenario : IScenario
{
    private const int Backlog = 100_000;
    private const int Replayed = 5_000;

    public string Name => "engine";

    public string Purpose => "a tenant beside another's queue of 100,000, a replay of 10,000 events, one worker and two, and the limit";

    public async Task RunAsync(ScenarioContext context, ScenarioReport report, CancellationToken cancellationToken)
    {
        var home = context.NewFolder("engine");
        await using (var one = await EngineApp.StartAsync(context, home, cancellationToken))
        {
            // The first ones compile the code on the way; they are not measured.
            await BurstAsync([one], 200, 5, inSequence: true, delay: 0, cancellationToken);
            await BurstAsync([one], 50, 20, inSequence: false, delay: 0, cancellationToken);
            context.Say("the limit");
            await LimitAsync(one, report, cancellationToken);
            context.Say("a long history");
            await one.StartOrchestrationAsync(Replayed, inSequence: true, cancellationToken, waits: true, id: "long");
            while (await one.RanAsync(cancellationToken) < Replayed)
                await Task.Delay(20, cancellationToken);
            await one.TakeAsync(cancellationToken);
        }

        await using var first = await EngineApp.StartAsync(context, home, cancellationToken);
        await ReplayAsync(first, report, cancellationToken);
        context.Say("fairness");
        await FairnessAsync(first, report, cancellationToken);
        context.Say("two workers");
        await WorkersAsync(context, home, first, report, cancellationToken);
        report.Note($"Replay: {Replayed:#,0} activities in sequence, so {Replayed * 2:#,0} events in {Replayed + 1:#,0} steps; a fresh process loads and replays them to take an event, and ends the instance.");
        report.Note("Fairness: from sending the start over HTTP to the first activity, 50 starts one after the other while one process works on the queue of another tenant.");
        report.Note("Workers: medians of 3 in turn. Two processes, Postgres and the measuring process share two processors: with activities that do nothing there is no second processor to win.");
        report.Note("The limit: one connection, one statement at a time; waits for the disk by the server's own account (pg_stat_wal).");
    }

    private static async Task LimitAsync(EngineApp app, ScenarioReport report, CancellationToken cancellationToken)
    {
        var commits = await app.RateAsync("commits", cancellationToken);
        report.Add("disk: commits/s, one connection", commits, "/s");
        report.Add("server: round trips/s, one connection", await app.RateAsync("round-trips", cancellationToken), "/s");
        await using var meter = new ProcessMeter(app.Served.ProcessId, app.Served.HostFolder);
        await AddAsync("400 x 20 at once", 400, 20, inSequence: false);
        await AddAsync("2,000 x 5 in sequence", 2_000, 5, inSequence: true);

        async Task AddAsync(string name, int orchestrations, int activities, bool inSequence)
        {
            // The server's processes tell what they did when they have been idle for a while.
            await Task.Delay(2_500, cancellationToken);
            var (syncs, engine, server) = (await app.SyncsAsync(cancellationToken), meter.ProcessorSeconds, meter.PostgresProcessorSeconds);
            var seconds = await BurstAsync([app], orchestrations, activities, inSequence, delay: 0, cancellationToken);
            (engine, server) = (meter.ProcessorSeconds - engine, meter.PostgresProcessorSeconds - server);
            await Task.Delay(2_500, cancellationToken);
            syncs = await app.SyncsAsync(cancellationToken) - syncs;
            report.Add($"{name}: activities/s", orchestrations * activities / seconds, "/s");
            report.Add($"{name}: waits for the disk, per second", syncs / seconds, "/s");
            report.Add($"{name}: activities a wait for the disk", (double)orchestrations * activities / syncs, "");
            report.Add($"{name}: waits for the disk, share of what it can", 100 * syncs / seconds / commits, "%");
            report.Add($"{name}: processors used by the app, of 2", engine / seconds, "");
            report.Add($"{name}: processors used by its Postgres, of 2", server / seconds, "");
        }
    }

    private static async Task ReplayAsync(EngineApp app, ScenarioReport report, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        await app.PostAsync("runtime/webhooks/durabletask/instances/long/raiseEvent/Go", cancellationToken, JsonContent.Create("on"));
        await app.AllFinishedAsync(cancellationToken);
        report.Add("replay of 10,000 events, in a fresh process", Stopwatch.GetElapsedTime(since).TotalSeconds, "s", Aim.Most(1));
    }

    private static async Task FairnessAsync(EngineApp app, ScenarioReport report, CancellationToken cancellationToken)
    {
        await BurstAsync([app], 100, 5, inSequence: true, delay: 0, cancellationToken);
        await app.PostAsync($"api/queue?count={Backlog}", cancellationToken);
        while (await app.RanAsync(cancellationToken) == 0)
            await Task.Delay(5, cancellationToken);
        for (var count = 0; count < 50; count++)
        {
            await app.StartOrchestrationAsync(1, inSequence: true, cancellationToken);
            await Task.Delay(40, cancellationToken);
        }

        var ran = await app.RanAsync(cancellationToken);
        if (ran >= Backlog)
            throw new BenchException("The queue was empty before the last orchestration was started.");
        await app.AllFinishedAsync(cancellationToken);
        while (await app.RanAsync(cancellationToken) < Backlog)
            await Task.Delay(20, cancellationToken);
        var delays = (await app.TakeAsync(cancellationToken)).Milliseconds;
        report.Add("another tenant has 100,000 queued: start to first activity, p50", Numbers.Percentile(delays, 50), "ms");
        report.Add("another tenant has 100,000 queued: start to first activity, longest", delays.Max(), "ms", Aim.Most(1_000));
    }

    private static async Task WorkersAsync(ScenarioContext context, string home, EngineApp first, ScenarioReport report, CancellationToken cancellationToken)
    {
        var (waiting, empty) = (new List<double>(), new List<double>());
        for (var round = 0; round < 3; round++)
        {
            waiting.Add(2_000 / await BurstAsync([first], 100, 20, inSequence: false, delay: 50, cancellationToken));
            empty.Add(8_000 / await BurstAsync([first], 400, 20, inSequence: false, delay: 0, cancellationToken));
        }

        await using var second = await EngineApp.StartAsync(context, home, cancellationToken);
        await BurstAsync([first, second], 400, 20, inSequence: false, delay: 0, cancellationToken);
        var (waitingTwo, emptyTwo) = (new List<double>(), new List<double>());
        for (var round = 0; round < 3; round++)
        {
            waitingTwo.Add(2_000 / await BurstAsync([first, second], 100, 20, inSequence: false, delay: 50, cancellationToken));
            emptyTwo.Add(8_000 / await BurstAsync([first, second], 400, 20, inSequence: false, delay: 0, cancellationToken));
        }

        report.Add("activities that wait 50 ms, one worker", Numbers.Median(waiting), "/s");
        report.Add("activities that wait 50 ms, two workers", Numbers.Median(waitingTwo), "/s");
        report.Add("activities that wait 50 ms, two workers against one", Numbers.Median(waitingTwo) / Numbers.Median(waiting), "x", Aim.Least(1.5));
        report.Add("activities that do nothing, one worker", Numbers.Median(empty), "/s");
        report.Add("activities that do nothing, two workers", Numbers.Median(emptyTwo), "/s");
        report.Add("activities that do nothing, two workers against one", Numbers.Median(emptyTwo) / Numbers.Median(empty), "x");
    }

    /// <summary>Starts orchestrations at all workers in turn, and waits until they have ended.</summary>
    private static async Task<double> BurstAsync(
        IReadOnlyList<EngineApp> apps, int orchestrations, int activities, bool inSequence, int delay, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        var callers = new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, orchestrations, callers, async (number, token) =>
            await apps[number % apps.Count].StartOrchestrationAsync(activities, inSequence, token, delay));
        await apps[0].AllFinishedAsync(cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(since).TotalSeconds;
        var ran = 0;
        foreach (var app in apps)
            ran += (await app.TakeAsync(cancellationToken)).Activities;
        return ran == orchestrations * activities
            ? seconds
            : throw new BenchException($"{ran} activities ran; expected {orchestrations * activities}.");
    }
}
