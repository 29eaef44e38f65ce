using System.Diagnostics;
using System.Globalization;
using DataHound.Bench.Processes;
using DataHound.Bench.Reporting;
using DataHound.Bench.Scenarios;

namespace DataHound.Bench.Starting;

/// <summary>From typing ./run in a built checkout until the app answers that it is healthy.</summary>
internal sealed class StartScenario : IScenario
{
    private const int MostRuns = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public string Name => "start";

    public string Purpose => "./run on a built checkout until healthy";

    public async Task RunAsync(ScenarioContext context, ScenarioReport report, CancellationToken cancellationToken)
    {
        var folder = context.NewFolder("start");
        // Whatever ./run still has to build or install is done by this one, which is not measured.
        await MeasureAsync(context, Path.Combine(folder, "warm-up"), cancellationToken);
        var firsts = new List<double>();
        for (var run = 0; run < context.Options.Runs; run++)
            firsts.Add(await MeasureAsync(context, Path.Combine(folder, $"new-{run}"), cancellationToken));
        var laters = new List<double>();
        for (var run = 0; run < MostRuns; run++)
            laters.Add(await MeasureAsync(context, Path.Combine(folder, "new-0"), cancellationToken));
        report.Add("./run until healthy", Numbers.Median(laters), "s", Aim.Most(5));
        report.Add("./run until healthy, first time in a new home (makes the database)", Numbers.Median(firsts), "s", Aim.Most(5));
        report.Note($"Medians of {MostRuns} (first time: {context.Options.Runs}), in a checkout that is built and has its native parts.");
    }

    private static async Task<double> MeasureAsync(ScenarioContext context, string home, CancellationToken cancellationToken)
    {
        var port = FreePort.Next();
        var start = new ProcessStartInfo(Path.Combine(context.Root, "run")) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = context.Root };
        start.Environment["DATAHOUND_HOME"] = home;
        start.Environment["DATAHOUND_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        var since = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new BenchException("./run did not start.");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")) };
            while (!await IsHealthyAsync(http, cancellationToken))
            {
                if (process.HasExited || Stopwatch.GetElapsedTime(since) > Limit)
                    throw new BenchException($"./run did not become healthy. {(process.HasExited ? await errors : "")}");
                await Task.Delay(10, cancellationToken);
            }

            return Stopwatch.GetElapsedTime(since).TotalSeconds;
        }
        finally
        {
            // TERM, which stops the app and its Postgres as Ctrl-C does; INT would be ignored where the bench runs in the background.
            if (!process.HasExited)
                using (Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
                    await process.WaitForExitAsync(CancellationToken.None);
            await Task.WhenAll(output, errors);
        }
    }

    private static async Task<bool> IsHealthyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync("api/health", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
