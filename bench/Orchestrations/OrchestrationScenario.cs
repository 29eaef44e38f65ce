using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using DataHound.Bench.Processes;
using DataHound.Bench.Reporting;
using DataHound.Bench.Scenarios;

namespace DataHound.Bench.Orchestrations;

/// <summary>What the engine costs when the work costs nothing: a real process, over HTTP, on its embedded Postgres with fsync on.</summary>
internal sealed class OrchestrationScenario : IScenario
{
    private const int CallersAtOnce = 32;
    private const int OneByOne = 200;
    private const int PerSecond = 100;
    private const int SteadySeconds = 5;

    public string Name => "orchestrations";

    public string Purpose => "orchestrations of activities that do nothing: 200 of 20 at once, 1,000 of 5 in sequence, one at a time, 100 a second";

    public async Task RunAsync(ScenarioContext context, ScenarioReport report, CancellationToken cancellationToken)
    {
        var home = context.NewFolder("orchestrations");
        var start = DotnetProgram.Start(DotnetProgram.Self, "serve");
        start.WorkingDirectory = context.Root;
        await using var app = await ServedApp.StartAsync(start, FreePort.Next(), home, "api/health", cancellationToken);
        await using var meter = new ProcessMeter(app.ProcessId, app.HostFolder);
        // The first ones compile the code on the way; they are not measured.
        await BurstAsync(app.Http, 100, 5, inSequence: true, cancellationToken);
        await BurstAsync(app.Http, 20, 20, inSequence: false, cancellationToken);

        await AddBurstsAsync("20 at once", Scaled(200), 20, inSequence: false);
        await AddBurstsAsync("5 in sequence", Scaled(1_000), 5, inSequence: true);
        var alone = await OneByOneAsync(app.Http, cancellationToken);
        report.Add("one orchestration at a time: start to first activity, p50", Numbers.Percentile(alone, 50), "ms", Aim.Most(50));
        report.Add("one orchestration at a time: start to first activity, p99", Numbers.Percentile(alone, 99), "ms");
        var steady = await SteadyAsync(app.Http, cancellationToken);
        report.Add($"{PerSecond} orchestrations/s for {SteadySeconds} s: start to first activity, p50", Numbers.Percentile(steady, 50), "ms", Aim.Most(10));
        report.Add($"{PerSecond} orchestrations/s for {SteadySeconds} s: start to first activity, p99", Numbers.Percentile(steady, 99), "ms", Aim.Most(100));
        report.Add("peak memory of the app", meter.ProcessMegabytes, "MiB");
        report.Add("peak memory of its Postgres", meter.PostgresMegabytes, "MiB");
        report.Note($"Medians of {context.Options.Runs} after a warm-up; {CallersAtOnce} callers over HTTP. Time runs from the first request until no orchestration is unfinished.");

        int Scaled(int count) => Math.Max(1, (int)(count * context.Options.Scale));

        async Task AddBurstsAsync(string kind, int orchestrations, int activities, bool inSequence)
        {
            var bursts = new List<Burst>();
            for (var round = 0; round < context.Options.Runs; round++)
                bursts.Add(await BurstAsync(app.Http, orchestrations, activities, inSequence, cancellationToken));
            var name = string.Create(CultureInfo.InvariantCulture, $"{orchestrations:#,0} x {kind}");
            report.Add($"{name}: orchestrations/s", Numbers.Median(bursts.Select(burst => orchestrations / burst.Seconds)), "/s");
            report.Add($"{name}: activities/s", Numbers.Median(bursts.Select(burst => orchestrations * activities / burst.Seconds)), "/s", Aim.Least(inSequence ? 1_500 : 3_000));
            report.Add($"{name}: start to first activity, p50", Numbers.Median(bursts.Select(burst => Numbers.Percentile(burst.Milliseconds, 50))), "ms");
            report.Add($"{name}: start to first activity, p99", Numbers.Median(bursts.Select(burst => Numbers.Percentile(burst.Milliseconds, 99))), "ms");
        }
    }

    private static async Task<Burst> BurstAsync(HttpClient http, int orchestrations, int activities, bool inSequence, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        var callers = new ParallelOptions { MaxDegreeOfParallelism = CallersAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, orchestrations, callers, async (_, token) => await StartAsync(http, activities, inSequence, token));
        while (await http.GetFromJsonAsync<bool>("api/unfinished", cancellationToken))
            await Task.Delay(10, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(since).TotalSeconds;
        var measured = await TakeAsync(http, cancellationToken);
        if (measured.Milliseconds.Count != orchestrations || measured.Activities != orchestrations * activities)
            throw new BenchException($"{measured.Milliseconds.Count} orchestrations ran {measured.Activities} activities; expected {orchestrations} and {orchestrations * activities}.");
        return new Burst(seconds, measured.Milliseconds);
    }

    private static async Task<IReadOnlyList<double>> OneByOneAsync(HttpClient http, CancellationToken cancellationToken)
    {
        for (var count = 0; count < OneByOne; count++)
        {
            await StartAsync(http, activities: 1, inSequence: true, cancellationToken);
            while (await http.GetFromJsonAsync<bool>("api/unfinished", cancellationToken))
                await Task.Delay(5, cancellationToken);
        }

        return (await TakeAsync(http, cancellationToken)).Milliseconds;
    }

    /// <summary>Starts at even intervals, whether or not the ones before have ended.</summary>
    private static async Task<IReadOnlyList<double>> SteadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        var starts = new List<Task>();
        for (var count = 0; count < PerSecond * SteadySeconds; count++)
        {
            var ahead = TimeSpan.FromSeconds((double)count / PerSecond) - Stopwatch.GetElapsedTime(since);
            if (ahead > TimeSpan.Zero)
                await Task.Delay(ahead, cancellationToken);
            starts.Add(StartAsync(http, activities: 1, inSequence: true, cancellationToken));
        }

        await Task.WhenAll(starts);
        while (await http.GetFromJsonAsync<bool>("api/unfinished", cancellationToken))
            await Task.Delay(10, cancellationToken);
        return (await TakeAsync(http, cancellationToken)).Milliseconds;
    }

    private static async Task StartAsync(HttpClient http, int activities, bool inSequence, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"api/start?activities={activities}&sequence={(inSequence ? "true" : "false")}&sentAt={Stopwatch.GetTimestamp()}");
        using var answer = await http.PostAsync(path, content: null, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new BenchException($"An orchestration was not started: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }

    private static async Task<Latencies> TakeAsync(HttpClient http, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsync("api/measured", content: null, cancellationToken);
        return (await answer.Content.ReadFromJsonAsync<Latencies>(new JsonSerializerOptions(JsonSerializerDefaults.Web), cancellationToken))!;
    }

    private sealed record Burst(double Seconds, IReadOnlyList<double> Milliseconds);
}
