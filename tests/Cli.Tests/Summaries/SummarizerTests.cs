using System.Text.Json;
using DataHound.Cli.Api;
using DataHound.Cli.Deliveries;
using DataHound.Cli.Pipelines;
using DataHound.Cli.Summaries;
using DataHound.Cli.Tests.Fakes;
using Spectre.Console;

namespace DataHound.Cli.Tests.Summaries;

public sealed class SummarizerTests : IDisposable
{
    private static readonly DateTimeOffset AsOf = new(2025, 6, 24, 20, 0, 0, TimeSpan.FromHours(-5));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Stages_keep_their_counts_and_times()
    {
        var stage = Delivery().Stages[0];

        (stage.Stage, stage.Status, stage.In, stage.Good, stage.Seconds).ShouldBe(("prepare", "success", 12, 9, 1.0));
        stage.Quarantined.ShouldBe(new Dictionary<string, long> { ["missing_key"] = 2 });
        stage.Discarded.ShouldBe(new Dictionary<string, long> { ["superseded"] = 1 });
    }

    [Fact]
    public void Event_types_are_the_units_of_detect()
    {
        var one = Delivery().Events.Single();

        (one.Type, one.Active, one.New, one.Reactivated, one.Resolved).ShouldBe(("overdue_maintenance", 53, 7, 1, 5));
        one.Severity["high"].ShouldBe(53);
        one.Gone["archived:too_old"].ShouldBe(3);
    }

    [Fact]
    public void A_delivery_without_a_run_says_so()
    {
        var summary = Summarizer.Summarize(DeliveryOutcome.NotRun(Source()), "cedar-air");

        (summary.Status, summary.RunId, summary.Stages.Count).ShouldBe(("not_run", null, 0));
    }

    [Fact]
    public async Task The_file_has_the_documented_shape()
    {
        var file = Path.Combine(_folder.Path, "summary.json");

        await SummaryFile.WriteAsync(Summary("success", newRuns: 1), file, CancellationToken.None);

        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        json.RootElement.EnumerateObject().Select(property => property.Name)
            .ShouldBe(["schemaVersion", "status", "company", "pipeline", "newRuns", "startedAt", "finishedAt", "seconds", "deliveries", "places", "urls", "error"]);
        json.RootElement.GetProperty("deliveries")[0].EnumerateObject().Select(property => property.Name)
            .ShouldBe(["day", "folder", "asOf", "files", "newFiles", "runId", "status", "doneBefore", "seconds", "stages", "events", "errors"]);
        Directory.GetFiles(_folder.Path).ShouldBe([file]);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_explained()
    {
        var file = Path.Combine(_folder.Path, "nowhere", "summary.json");

        (await Should.ThrowAsync<ExplainedException>(() => SummaryFile.WriteAsync(Summary("success", newRuns: 1), file, CancellationToken.None))).Code.ShouldBe("summary_not_written");
    }

    [Theory]
    [InlineData("success", 1, "Done: 1 runs")]
    [InlineData("success", 0, "Nothing new")]
    [InlineData("failed", 1, "FAILED")]
    public void The_last_words_tell_how_it_ended(string status, int newRuns, string words)
    {
        var text = Print(Summary(status, newRuns));

        text.ShouldContain(words);
        text.ShouldContain("overdue_maintenance");
        text.ShouldContain("/a/very/long/place/that/is/longer/than/a/narrow/terminal/would/ever/show/in/a/single/line");
    }

    private static string Print(RunSummary summary)
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 80;
        new SummaryPrinter(console, TableBorder.Ascii).Print(summary);
        return output.ToString();
    }

    private static RunSummary Summary(string status, int newRuns) => new()
    {
        Status = status,
        Company = "cedar-air",
        Pipeline = "field-service",
        NewRuns = newRuns,
        StartedAt = AsOf,
        FinishedAt = AsOf.AddSeconds(2),
        Seconds = 2,
        Deliveries = [Delivery()],
        Places = new Dictionary<string, string> { ["home"] = "/a/very/long/place/that/is/longer/than/a/narrow/terminal/would/ever/show/in/a/single/line" },
        Urls = new Dictionary<string, string> { ["health"] = "http://localhost:7071/api/health" },
        Error = null,
    };

    private static DeliverySummary Delivery()
    {
        var run = new FakeRun { RunId = "r", Company = "cedar-air", AsOf = AsOf, Key = "k", LooksUntilEnd = 0 };
        var view = JsonSerializer.Deserialize<RunView>(JsonSerializer.Serialize(run.View(), ApiClient.Json), ApiClient.Json);
        return Summarizer.Summarize(new DeliveryOutcome { Delivery = Source(), Run = view, NewFiles = 1, DoneBefore = false }, "cedar-air");
    }

    private static Delivery Source() => new() { Day = 1, Folder = "day1", AsOf = AsOf, Files = ["a.csv"] };
}
