using System.Text.Json.Nodes;
using DataHound.EndToEnd.App;
using DataHound.EndToEnd.FieldService;

namespace DataHound.EndToEnd.Faults;

public sealed class ScheduleKillTests
{
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal) { ["RunDueTasksSchedule"] = "* * * * * *" };

    [Fact]
    public async Task A_scheduled_run_killed_in_the_middle_ends_after_the_next_start_and_is_recorded_once()
    {
        var home = AppProcess.NewHome();
        var deliveries = Deliveries.Sample;
        var (day, _) = deliveries.Days[0];
        await using (var first = await AppProcess.StartAsync(home, settings: Settings))
        {
            var api = new ApiDriver(first.Client);
            var schedules = new ScheduleDriver(api);
            await api.UploadAsync(Deliveries.Company, Path.Combine(deliveries.Folder, day), day);
            await schedules.CreateAsync(new { key = "nightly", type = "pipeline", company = Deliveries.Company, config = new { pipeline = "field-service" }, schedule = "daily:23:59" });
            await schedules.PostAsync("nightly", "run");
            await BeginAsync(api);
            await first.KillTreeAsync();
        }

        await using var second = await AppProcess.StartAsync(home, settings: Settings);
        var after = new ApiDriver(second.Client);
        var record = await new ScheduleDriver(after).WaitForEndAsync("nightly");

        record["success"]!.GetValue<bool>().ShouldBeTrue(record.ToJsonString());
        record["attempt"]!.GetValue<int>().ShouldBe(1);
        (await after.ListAsync("/api/v1/runs")).Single()["status"]!.GetValue<string>().ShouldBe("success");
        await second.StopAsync();
        Directory.Delete(home, recursive: true);
    }

    [Fact]
    public async Task Ticks_missed_while_nothing_ran_are_made_up_after_the_next_start()
    {
        var home = AppProcess.NewHome();
        var settings = new Dictionary<string, string>(Settings, StringComparer.Ordinal) { ["DataHound__Scheduling__OnTime"] = "00:00:01" };
        string before;
        await using (var first = await AppProcess.StartAsync(home, settings: settings))
        {
            var schedules = new ScheduleDriver(new ApiDriver(first.Client));
            await schedules.CreateAsync(new { key = "frequent", type = "purge-idempotency-keys", schedule = "*/2 * * * * *", catchUp = "latest" });
            before = (await schedules.WaitAsync("frequent", runs => runs.Any(ScheduleDriver.HasEnded)))[0]["scheduledAt"]!.GetValue<string>();
            await first.KillTreeAsync();
        }

        await using var second = await AppProcess.StartAsync(home, settings: settings);
        var made = await new ScheduleDriver(new ApiDriver(second.Client)).WaitAsync("frequent", runs => runs.Any(IsMadeUp));

        made.Select(run => run["scheduledAt"]!.GetValue<string>()).ShouldBeUnique();
        await second.StopAsync();
        Directory.Delete(home, recursive: true);

        bool IsMadeUp(JsonObject run) => run["trigger"]!.GetValue<string>() == "catchUp" && string.CompareOrdinal(run["scheduledAt"]!.GetValue<string>(), before) > 0 && ScheduleDriver.HasEnded(run);
    }

    /// <summary>Waits until the pipeline's run has begun its second stage.</summary>
    private static async Task BeginAsync(ApiDriver api)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (true)
        {
            if (await api.ListAsync("/api/v1/runs") is [var run])
            {
                var stages = (await api.GetAsync($"/api/v1/runs/{Uri.EscapeDataString(run["runId"]!.GetValue<string>())}"))["companies"]!.AsArray().Single()!["stages"]!.AsArray();
                if (stages[1]!["status"]!.GetValue<string>() != "pending")
                    return;
            }

            await Task.Delay(20, limit.Token);
        }
    }
}
