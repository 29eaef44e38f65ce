using System.Text.Json.Nodes;
using DataHound.EndToEnd.App;

namespace DataHound.EndToEnd.FieldService;

/// <summary>All deliveries of a set, run one after the other through the real app, with what the API told after each.</summary>
public sealed class WholeRun : IAsyncDisposable
{
    public static readonly string[] EventTypes = ["overdue_maintenance", "canceled_jobs", "unsold_estimates", "aging_systems", "lost_customers"];

    private readonly AppProcess _app;

    private WholeRun(AppProcess app, Deliveries deliveries)
    {
        _app = app;
        Deliveries = deliveries;
        Api = new ApiDriver(app.Client);
    }

    public Deliveries Deliveries { get; }

    public ApiDriver Api { get; }

    public Dictionary<string, DayResult> Days { get; } = new(StringComparer.Ordinal);

    public static async Task<WholeRun> StartAsync(Deliveries deliveries)
    {
        var run = new WholeRun(await AppProcess.StartAsync(AppProcess.NewHome()), deliveries);
        try
        {
            foreach (var (day, _) in deliveries.Days)
                run.Days[day] = await DayResult.ReadAsync(run.Api, await deliveries.RunAsync(run.Api, day));
        }
        catch (Exception)
        {
            await run.DisposeAsync();
            throw;
        }

        return run;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_app.Home, recursive: true);
    }
}
