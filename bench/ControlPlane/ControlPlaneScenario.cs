using System.Globalization;
using DataHound.Bench.Reporting;
using DataHound.Bench.Scenarios;
using DataHound.Storage.ControlPlane.Events;

namespace DataHound.Bench.ControlPlane;

/// <summary>What the control plane's writes cost, on an embedded Postgres with fsync on.</summary>
internal sealed class ControlPlaneScenario : IScenario
{
    private const int CommitsToWarmUp = 20;
    private const int Commits = 100;

    public string Name => "control-plane";

    public string Purpose => "event index upserts of 200,000 rows, publishing versions";

    public async Task RunAsync(ScenarioContext context, ScenarioReport report, CancellationToken cancellationToken)
    {
        await using var database = await BenchDatabase.StartAsync(context, "control-plane", cancellationToken);
        var rows = Math.Max(1, (int)(200_000 * context.Options.Scale));
        var index = database.Get<IEventIndex>();
        await EventUpserts.MeasureAsync(index, "warm-up", Math.Min(rows, 20_000), 0, cancellationToken);
        var (added, again) = (new List<double>(), new List<double>());
        for (var round = 0; round < context.Options.Runs; round++)
        {
            var company = string.Create(CultureInfo.InvariantCulture, $"company-{round}");
            added.Add(await EventUpserts.MeasureAsync(index, company, rows, 0, cancellationToken));
            again.Add(await EventUpserts.MeasureAsync(index, company, rows, 1, cancellationToken));
        }

        report.Add("events_index: new events", Numbers.Median(added), "rows/s", Aim.Least(50_000));
        report.Add("events_index: events found again, 5 % resolved", Numbers.Median(again), "rows/s", Aim.Least(50_000));
        await Publications.MeasureAsync(database, CommitsToWarmUp, cancellationToken);
        report.Note($"Medians of {context.Options.Runs} upserts of {rows.ToString("#,0", CultureInfo.InvariantCulture)} rows in one transaction each, and of {Commits} commits.");
        var commits = await Publications.MeasureAsync(database, Commits, cancellationToken);
        report.Add("publish a version: check, manifest, one transaction, p50", Numbers.Percentile(commits, 50), "ms", Aim.Most(20));
        report.Add("publish a version, p95", Numbers.Percentile(commits, 95), "ms");
    }
}
