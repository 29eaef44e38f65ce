using DataHound.Cli.Api;
using DataHound.Cli.Deliveries;
using DataHound.Cli.Pipelines;
using DataHound.Cli.Tests.Fakes;

namespace DataHound.Cli.Tests.Pipelines;

public sealed class DeliveryRunnerTests : IAsyncLifetime
{
    private const string Company = "cedar-air";
    private static readonly DateTimeOffset FirstDay = new(2025, 6, 24, 20, 0, 0, TimeSpan.FromHours(-5));
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingView _view = new();
    private FakeApi _server = null!;

    public async ValueTask InitializeAsync() => _server = await FakeApi.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Every_delivery_gets_one_run_in_order()
    {
        var outcomes = await RunAsync(Deliveries(3));

        outcomes.ShouldAllBe(outcome => outcome.Succeeded && !outcome.DoneBefore && outcome.NewFiles == 2);
        _server.Runs.Select(run => run.AsOf).ShouldBe([FirstDay, FirstDay.AddDays(1), FirstDay.AddDays(2)]);
        _view.Updates.ShouldContain(run => run.Status == "running");
    }

    [Fact]
    public async Task The_files_of_a_delivery_are_sent_only_after_the_run_before_has_ended()
    {
        await RunAsync(Deliveries(2));

        var requests = _server.Requests.Select(request => request.Split('/')[^1]).ToList();
        requests.IndexOf("day2-0.csv").ShouldBeGreaterThan(requests.LastIndexOf("run-1"));
    }

    [Fact]
    public async Task A_second_time_nothing_is_new()
    {
        await RunAsync(Deliveries(2));

        var outcomes = await RunAsync(Deliveries(2));

        outcomes.ShouldAllBe(outcome => outcome.Succeeded && outcome.DoneBefore);
        _server.Runs.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_new_file_in_a_finished_delivery_makes_a_new_run()
    {
        await RunAsync(Deliveries(1));
        _folder.Write("day1/late.csv", "late");

        var outcomes = await RunAsync(Deliveries(1));

        outcomes.Single().NewFiles.ShouldBe(1);
        _server.Runs.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_interrupted_run_is_followed_and_not_started_again()
    {
        _server.AddRun(Company, FirstDay, "earlier", "success", looksUntilEnd: 3);

        var outcomes = await RunAsync(Deliveries(1));

        outcomes.Single().Run!.RunId.ShouldBe("run-1");
        _server.Runs.Count.ShouldBe(1);
        _view.Said.ShouldContain(text => text.Contains("goes on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_active_run_of_another_instant_is_awaited_first()
    {
        _server.AddRun(Company, FirstDay.AddDays(-9), "by hand", "success", looksUntilEnd: 3);

        var outcomes = await RunAsync(Deliveries(1));

        outcomes.Single().Run!.RunId.ShouldBe("run-2");
        outcomes.Single().Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_failed_run_ends_the_row()
    {
        _server.NextFinalStatus = "failed";

        var outcomes = await RunAsync(Deliveries(3));

        outcomes.Select(outcome => outcome.Run?.Status).ShouldBe(["failed", null, null]);
    }

    [Fact]
    public async Task A_failed_run_is_tried_again_with_another_key()
    {
        _server.NextFinalStatus = "failed";
        await RunAsync(Deliveries(1));
        _server.NextFinalStatus = "success";

        var outcomes = await RunAsync(Deliveries(1));

        outcomes.Single().Succeeded.ShouldBeTrue();
        _server.Runs.Select(run => run.Key).Distinct(StringComparer.Ordinal).Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_busy_app_delays_the_work_only()
    {
        _server.FailNext(3);

        (await RunAsync(Deliveries(1))).Single().Succeeded.ShouldBeTrue();
    }

    private async Task<List<DeliveryOutcome>> RunAsync(IReadOnlyList<Delivery> deliveries)
    {
        var runner = new DeliveryRunner(new ApiClient(_server.Client, TimeProvider.System, _ => { }), _view, TimeProvider.System);
        var outcomes = new List<DeliveryOutcome>();
        await foreach (var outcome in runner.RunAsync(Company, deliveries, CancellationToken.None)) outcomes.Add(outcome);
        return outcomes;
    }

    private IReadOnlyList<Delivery> Deliveries(int count)
    {
        for (var day = 1; day <= count; day++)
        {
            for (var file = 0; file < 2; file++) _folder.Write($"day{day}/day{day}-{file}.csv", $"{day} {file}");
        }

        var entries = Enumerable.Range(1, count).Select(day => $$"""{"folder": "day{{day}}", "as_of": "{{FirstDay.AddDays(day - 1):yyyy-MM-ddTHH:mm:sszzz}}"}""");
        _folder.Write("deliveries.json", $"[{string.Join(',', entries)}]");
        return DeliveryList.Read(_folder.Path);
    }
}
