using DataHound.EndToEnd.App;
using DataHound.EndToEnd.FieldService;

namespace DataHound.EndToEnd.Faults;

public sealed class KillTests
{
    [Theory]
    [InlineData("prepare")]
    [InlineData("upsert")]
    [InlineData("detect")]
    public async Task A_run_killed_in_the_middle_is_finished_by_the_next_start_with_the_same_results(string stage)
    {
        var home = AppProcess.NewHome();
        var deliveries = Deliveries.Sample;
        var (day, asOf) = deliveries.Days[0];
        string runId;
        await using (var first = await AppProcess.StartAsync(home))
        {
            var api = new ApiDriver(first.Client);
            await api.UploadAsync(Deliveries.Company, Path.Combine(deliveries.Folder, day), day);
            runId = await api.StartRunAsync(Deliveries.Company, asOf, "killed");
            await ReachAsync(api, runId, stage);
            await first.KillTreeAsync();
        }

        await using var second = await AppProcess.StartAsync(home);
        var after = new ApiDriver(second.Client);
        var run = await after.WaitAsync(runId);
        var result = await DayResult.ReadAsync(after, run);

        run["status"]!.GetValue<string>().ShouldBe("success");
        var expected = WholeRun.EventTypes.SelectMany(type => deliveries.Expected(day, $"events_{type}")).Select(row => row["event_id"]!.GetValue<string>());
        result.Events.Select(row => row["eventId"]!.GetValue<string>()).ShouldBe(expected, ignoreOrder: true);
        (await after.ListAsync("/api/v1/runs")).Count.ShouldBe(1);
        (await after.ListAsync($"/api/v1/companies/{Deliveries.Company}/datasets/jobs/versions")).Count.ShouldBe(1);
        await second.StopAsync();
        Directory.Delete(home, recursive: true);
    }

    private static async Task ReachAsync(ApiDriver api, string runId, string stage)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var run = await api.GetAsync($"/api/v1/runs/{Uri.EscapeDataString(runId)}");
            var stages = run["companies"]!.AsArray().Single()!["stages"]!.AsArray();
            var begun = stages.Any(candidate => candidate!["stage"]!.GetValue<string>() == stage && candidate["status"]!.GetValue<string>() != "pending");
            if (begun || run["status"]!.GetValue<string>() != "running")
                return;
            await Task.Delay(10, limit.Token);
        }
    }
}
