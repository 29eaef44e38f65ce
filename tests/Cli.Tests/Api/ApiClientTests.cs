using DataHound.Cli.Api;
using DataHound.Cli.Tests.Fakes;

namespace DataHound.Cli.Tests.Api;

public sealed class ApiClientTests : IAsyncLifetime
{
    private static readonly DateTimeOffset AsOf = new(2025, 6, 24, 20, 0, 0, TimeSpan.FromHours(-5));
    private readonly TemporaryFolder _folder = new();
    private FakeApi _server = null!;

    private ApiClient Api => new(_server.Client, TimeProvider.System, _ => { });

    public async ValueTask InitializeAsync() => _server = await FakeApi.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_file_is_new_once()
    {
        var file = _folder.Write("a b#1.csv", "x");

        (await Api.PutFileAsync("cedar-air", "day 1", file, CancellationToken.None)).ShouldBeTrue();
        (await Api.PutFileAsync("cedar-air", "day 1", file, CancellationToken.None)).ShouldBeFalse();

        _server.Files.Keys.Single().ShouldStartWith("cedar-air/day 1/a b#1.csv/");
    }

    [Fact]
    public async Task A_file_is_sent_again_when_the_app_is_busy()
    {
        var file = _folder.Write("a.csv", "x");
        _server.FailNext(2);

        (await Api.PutFileAsync("cedar-air", "day1", file, CancellationToken.None)).ShouldBeTrue();

        _server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task An_unreadable_file_is_named()
    {
        var error = await Should.ThrowAsync<ExplainedException>(() => Api.PutFileAsync("cedar-air", "day1", Path.Combine(_folder.Path, "gone.csv"), CancellationToken.None));

        error.Code.ShouldBe("file_unreadable");
        error.Message.ShouldContain("gone.csv");
    }

    [Fact]
    public async Task A_refused_config_gives_the_apps_own_words()
    {
        var error = await Should.ThrowAsync<ExplainedException>(() => Api.PutConfigAsync("cedar-air", "events", """{"surprise": 1}""", "my/events.json", CancellationToken.None));

        error.Code.ShouldBe("config_unknown_field");
        error.Message.ShouldContain("my/events.json");
        error.Message.ShouldContain("$.surprise");
        error.NextStep.ShouldBe("Remove it.");
    }

    [Fact]
    public async Task A_conflict_names_the_run_in_the_way()
    {
        _server.AddRun("cedar-air", AsOf, "other", "success", looksUntilEnd: 9);

        var outcome = await Api.StartRunAsync("field-service", "cedar-air", AsOf, "mine", CancellationToken.None);

        outcome.ShouldBe(new StartOutcome { RunId = "run-1", IsOther = true });
    }

    [Fact]
    public async Task An_unknown_pipeline_is_explained() =>
        (await Should.ThrowAsync<ExplainedException>(() => Api.StartRunAsync("nothing", "cedar-air", AsOf, "k", CancellationToken.None))).Code.ShouldBe("pipeline_unknown");

    [Fact]
    public async Task The_list_of_runs_follows_the_cursor_to_its_end()
    {
        for (var day = 0; day < 5; day++) _server.AddRun("cedar-air", AsOf.AddDays(day), $"k{day}", "success", looksUntilEnd: 0);

        (await Api.ListRunsAsync("cedar-air", "field-service", CancellationToken.None)).Select(run => run.AsOf).ShouldBe(Enumerable.Range(0, 5).Select(day => (DateTimeOffset?)AsOf.AddDays(day)));
    }

    [Fact]
    public async Task Nobody_at_the_port_is_not_ready()
    {
        using var http = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:1/") };

        (await new ApiClient(http, TimeProvider.System, _ => { }).HealthAsync(CancellationToken.None)).ShouldBe((false, null));
    }

    [Fact]
    public void The_health_report_names_what_is_missing() =>
        HealthReport.Waiting("""{"status":"starting","checks":[{"name":"postgres","status":"failed"},{"name":"duckdb","status":"ready"}]}""").ShouldBe("postgres");
}
