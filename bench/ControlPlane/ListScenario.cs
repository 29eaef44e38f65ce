using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DataHound.Bench.FieldService;
using DataHound.Bench.Processes;
using DataHound.Bench.Reporting;
using DataHound.Bench.Scenarios;

namespace DataHound.Bench.ControlPlane;

/// <summary>Pages of the API's lists on a control plane of two years, over HTTP from the real app. Takes minutes to fill, so it is left out of "all".</summary>
internal sealed class ListScenario : IScenario
{
    private const int Pages = 150;
    private const string Company = FieldServiceNames.Company;

    private static readonly string[] Lists =
    [
        "api/v1/runs?", "api/v1/runs?status=canceled&", "api/v1/runs?status=failed&pipeline=other&", $"api/v1/runs?company={Company}&", $"api/v1/runs?company={Company}&status=canceled&",
        $"api/v1/companies/{Company}/events?", $"api/v1/companies/{Company}/events?type=canceled_jobs&status=active&", $"api/v1/companies/{Company}/events?severity=critical&",
        $"api/v1/companies/{Company}/events?status=archived&", $"api/v1/companies/{Company}/events?type=lost_customers&severity=low&",
    ];

    public string Name => "lists";

    public bool IsLong => true;

    public string Purpose => "pages of runs and events among 1,000,000 runs and 5,000,000 events (only by its name)";

    public async Task RunAsync(ScenarioContext context, ScenarioReport report, CancellationToken cancellationToken)
    {
        await using var database = await BenchDatabase.StartAsync(context, "lists", cancellationToken);
        var (runs, events) = ((long)(1_000_000 * context.Options.Scale), (long)(5_000_000 * context.Options.Scale));
        var since = Stopwatch.GetTimestamp();
        await database.FillAsync(runs, events, Company, cancellationToken);
        report.Add("filling the control plane", Stopwatch.GetElapsedTime(since).TotalSeconds, "s");

        var home = context.NewFolder("lists-app");
        var start = DotnetProgram.Start(Path.Combine(context.Root, "src", "Functions", "bin", "Release", "net10.0", "DataHound.Functions.dll"));
        start.WorkingDirectory = context.Root;
        start.Environment["DataHound__Home"] = Path.Combine(home, "data");
        start.Environment["DataHound__ConfigFolder"] = BenchCompany.WriteConfig(context.Root, Path.Combine(home, "config"));
        start.Environment["ConnectionStrings__Postgres"] = database.ConnectionString;
        await using var app = await ServedApp.StartAsync(start, FreePort.Next(), home, "api/health", cancellationToken);
        var all = new List<double>();
        foreach (var list in Lists)
        {
            await WalkAsync(app.Http, list, 5, cancellationToken);
            var milliseconds = await WalkAsync(app.Http, list, Pages, cancellationToken);
            all.AddRange(milliseconds);
            report.Add($"GET {list.TrimEnd('&', '?').Replace(Company, "{company}", StringComparison.Ordinal)}, p95", Numbers.Percentile(milliseconds, 95), "ms", Aim.Most(50));
        }

        report.Add("all of these pages, p50", Numbers.Percentile(all, 50), "ms");
        report.Add("all of these pages, p95", Numbers.Percentile(all, 95), "ms", Aim.Most(50));
        report.Note(string.Create(
            CultureInfo.InvariantCulture, $"{runs:#,0} runs and {events:#,0} events, half of them the company's; up to {Pages} pages of 100 a list, one after another, each from where the one before ended."));
    }

    /// <summary>Milliseconds of each page; from the first again when the list ends.</summary>
    private static async Task<IReadOnlyList<double>> WalkAsync(HttpClient http, string list, int pages, CancellationToken cancellationToken)
    {
        var milliseconds = new List<double>();
        string? cursor = null;
        for (var page = 0; page < pages; page++)
        {
            var since = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync($"{list}limit=100{(cursor is null ? "" : $"&cursor={cursor}")}", cancellationToken);
            if (!answer.IsSuccessStatusCode)
                throw new BenchException($"{list} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
            var body = await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken);
            milliseconds.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            cursor = body!["nextCursor"]?.GetValue<string>();
        }

        return milliseconds;
    }
}
