using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DataHound.Bench.ControlPlane;
using DataHound.Bench.FieldService;
using DataHound.Bench.Processes;
using DataHound.Bench.Reporting;
using DataHound.Bench.Scenarios;

namespace DataHound.Bench.Backfills;

/// <summary>
/// What a backfill of 100,000 partitions costs its caller, over HTTP from the real app on an embedded Postgres. It is paused and half done while its pages are read, so that no
/// run is in the figures.
/// </summary>
internal sealed class BackfillScenario : IScenario
{
    private const int Companies = 100;
    private const int PageSize = 1000;
    private const string HalfDone =
        """
        INSERT INTO control.backfill_partitions (backfill_id, ordinal, company, window_date, as_of, status, attempt, run_id, updated_at)
        SELECT b.id, (d.place * cardinality(b.companies) + c.place)::integer, c.company, b.from_date + d.place, (b.from_date + d.place + 1)::timestamp AT TIME ZONE c.zone, 'success', 1, 'run-' || d.place || '-' || c.place, now()
        FROM control.backfills b CROSS JOIN LATERAL generate_series(0, (b.to_date - b.from_date) / 2) AS d (place) CROSS JOIN LATERAL unnest(b.companies, b.time_zones) WITH ORDINALITY AS c (company, zone, place)
        WHERE b.status = 'paused' ON CONFLICT DO NOTHING
        """;

    private static readonly DateOnly FirstDay = new(2012, 1, 1);

    public string Name => "backfills";

    public string Purpose => "planning, paging and canceling a backfill of 100,000 partitions";

    public async Task RunAsync(ScenarioContext context, ScenarioReport report, CancellationToken cancellationToken)
    {
        await using var database = await BenchDatabase.StartAsync(context, "backfills", cancellationToken);
        var home = context.NewFolder("backfills-app");
        var companies = Enumerable.Range(1, Companies).Select(number => string.Create(CultureInfo.InvariantCulture, $"company-{number:000}")).ToList();
        var start = DotnetProgram.Start(Path.Combine(context.Root, "src", "Functions", "bin", "Release", "net10.0", "DataHound.Functions.dll"));
        start.WorkingDirectory = context.Root;
        start.Environment["DataHound__Home"] = Path.Combine(home, "data");
        start.Environment["ConnectionStrings__Postgres"] = database.ConnectionString;
        start.Environment["DataHound__ConfigFolder"] = BenchCompany.WriteConfig(context.Root, Path.Combine(home, "config"), companies);
        await using var app = await ServedApp.StartAsync(start, FreePort.Next(), home, "api/health", cancellationToken);

        var days = Math.Max(1, (int)(1000 * context.Options.Scale));
        await MeasureAsync(app.Http, database, days: 10, new Figures(), cancellationToken);
        var figures = new Figures();
        for (var round = 0; round < context.Options.Runs; round++)
            await MeasureAsync(app.Http, database, days, figures, cancellationToken);

        report.Add("POST /api/v1/backfills: planning", Numbers.Median(figures.Plan), "ms", Aim.Most(1000));
        report.Add("GET /api/v1/backfills/{id}: the partitions per state, p95", Numbers.Percentile(figures.Progress, 95), "ms", Aim.Most(50));
        report.Add("GET .../partitions, pages of 1,000, p50", Numbers.Percentile(figures.Pages, 50), "ms");
        report.Add("GET .../partitions, pages of 1,000, p95", Numbers.Percentile(figures.Pages, 95), "ms", Aim.Most(50));
        report.Add("GET .../partitions?status=waiting, pages of 1,000, p95", Numbers.Percentile(figures.Waiting, 95), "ms", Aim.Most(50));
        report.Add("all pages, one after another", Numbers.Median(figures.Walk), "ms");
        report.Add("POST .../cancel", Numbers.Median(figures.Cancel), "ms", Aim.Most(1000));
        report.Note(string.Create(CultureInfo.InvariantCulture, $"Medians of {context.Options.Runs} backfills of {Companies * days:#,0} partitions each: {Companies} companies, {days:#,0} days; half of them done while the pages are read."));
    }

    private static async Task MeasureAsync(HttpClient http, BenchDatabase database, int days, Figures figures, CancellationToken cancellationToken)
    {
        var body = new { pipeline = FieldServiceNames.Pipeline, from = FirstDay, to = FirstDay.AddDays(days - 1), parallelism = 1 };
        var since = Stopwatch.GetTimestamp();
        var backfill = $"api/v1/backfills/{(await SendAsync(http, "api/v1/backfills", body, cancellationToken))["id"]!.GetValue<string>()}";
        figures.Plan.Add(Since(since));
        await SendAsync(http, $"{backfill}/pause", body: null, cancellationToken);
        await database.RunAsync(HalfDone, cancellationToken);
        for (var look = 0; look < 20; look++)
        {
            since = Stopwatch.GetTimestamp();
            await GetAsync(http, backfill, cancellationToken);
            figures.Progress.Add(Since(since));
        }

        since = Stopwatch.GetTimestamp();
        var partitions = await WalkAsync(http, $"{backfill}/partitions?", figures.Pages, cancellationToken);
        figures.Walk.Add(Since(since));
        if (partitions != Companies * days)
            throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"The pages hold {partitions} partitions, not {Companies * days}."));
        await WalkAsync(http, $"{backfill}/partitions?status=waiting&", figures.Waiting, cancellationToken);

        since = Stopwatch.GetTimestamp();
        await SendAsync(http, $"{backfill}/cancel", body: null, cancellationToken);
        figures.Cancel.Add(Since(since));
    }

    private static async Task<long> WalkAsync(HttpClient http, string list, List<double> milliseconds, CancellationToken cancellationToken)
    {
        var items = 0L;
        string? cursor = null;
        do
        {
            var since = Stopwatch.GetTimestamp();
            var page = await GetAsync(http, $"{list}limit={PageSize}{(cursor is null ? "" : $"&cursor={cursor}")}", cancellationToken);
            milliseconds.Add(Since(since));
            items += page["items"]!.AsArray().Count;
            cursor = page["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);
        return items;
    }

    private static async Task<JsonObject> SendAsync(HttpClient http, string path, object? body, CancellationToken cancellationToken)
    {
        using var answer = await (body is null ? http.PostAsync(path, content: null, cancellationToken) : http.PostAsJsonAsync(path, body, cancellationToken));
        return await ReadAsync(path, answer, cancellationToken);
    }

    private static async Task<JsonObject> GetAsync(HttpClient http, string path, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(path, cancellationToken);
        return await ReadAsync(path, answer, cancellationToken);
    }

    private static async Task<JsonObject> ReadAsync(string path, HttpResponseMessage answer, CancellationToken cancellationToken) => answer.IsSuccessStatusCode
        ? (await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!
        : throw new BenchException($"{path} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");

    private static double Since(long timestamp) => Stopwatch.GetElapsedTime(timestamp).TotalMilliseconds;

    /// <summary>Milliseconds of each kind of call.</summary>
    private sealed class Figures
    {
        public List<double> Plan { get; } = [];

        public List<double> Progress { get; } = [];

        public List<double> Pages { get; } = [];

        public List<double> Waiting { get; } = [];

        public List<double> Walk { get; } = [];

        public List<double> Cancel { get; } = [];
    }
}
