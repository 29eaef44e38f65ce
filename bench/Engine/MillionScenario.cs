using DataHound.Bench.Processes;
using DataHound.Bench.Reporting;
using DataHound.Bench.Scenarios;

namespace DataHound.Bench.Engine;

/// <summary>A queue of 1,000,000 activities: whether it slows taking from it, and whether memory stays flat while it is worked off.</summary>
internal sealed class MillionScenario : IScenario
{
    private const int Few = 40_000;
    private const int WarmUp = 5_000;

    public string Name => "million";

    public string Purpose => "1,000,000 queued activities: the rate against a short queue, and memory while they run";

    public bool IsLong => true;

    public async Task RunAsync(ScenarioContext context, ScenarioReport report, CancellationToken cancellationToken)
    {
        var many = Math.Max(2 * Few, (int)(1_000_000 * context.Options.Scale));
        await using var app = await EngineApp.StartAsync(context, context.NewFolder("million"), cancellationToken);
        await using var meter = new ProcessMeter(app.Served.ProcessId, app.Served.HostFolder);
        await DrainAsync(app, Few, cancellationToken);
        var few = new List<double>();
        for (var run = 0; run < context.Options.Runs; run++)
            few.Add(await DrainAsync(app, Few, cancellationToken));

        context.Say($"{many:#,0}");
        await app.PostAsync($"api/queue?count={many}", cancellationToken);
        var beside = await app.DrainRateAsync(WarmUp, Few, cancellationToken);
        var (early, rates, last) = (0.0, new List<double>(), Few);
        while (last < many)
        {
            var step = Math.Min(many, last + (many / 10));
            rates.Add(await app.DrainRateAsync(last, step, cancellationToken));
            last = step;
            if (early == 0)
                early = meter.ProcessMegabytesNow;
        }

        report.Add($"{Few:#,0} queued: activities/s", Numbers.Median(few), "/s");
        report.Add($"{many:#,0} queued: activities/s, the first {Few:#,0}", beside, "/s", Aim.Least(0.8 * Numbers.Median(few)));
        report.Add($"{many:#,0} queued: activities/s, the rest", rates.Count / rates.Sum(rate => 1 / rate), "/s");
        report.Add($"{many:#,0} queued: activities/s, the slowest tenth", rates.Min(), "/s");
        report.Add("memory of the app after the first tenth", early, "MiB");
        report.Add("memory of the app after the last", meter.ProcessMegabytesNow, "MiB", Aim.Most(early * 1.2));
        report.Add("peak memory of the app", meter.ProcessMegabytes, "MiB");
        report.Note("The queue is filled by hand in one statement, of one tenant, with activities that nobody awaits; one worker takes, runs and removes them.");
    }

    private static async Task<double> DrainAsync(EngineApp app, int count, CancellationToken cancellationToken)
    {
        await app.PostAsync($"api/queue?count={count}", cancellationToken);
        var rate = await app.DrainRateAsync(WarmUp, count, cancellationToken);
        await app.TakeAsync(cancellationToken);
        return rate;
    }
}
