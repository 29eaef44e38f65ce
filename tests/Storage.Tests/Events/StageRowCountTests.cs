using DataHound.Domain.Delivery;
using DataHound.Domain.Events;
using DataHound.Domain.Pipelines;

namespace Storage.Tests.Events;

public sealed class StageRowCountTests : IDisposable
{
    private static readonly DateTimeOffset Monday = new(2015, 6, 22, 20, 0, 0, TimeSpan.FromHours(-5));
    private readonly StageRunner _runner = new(new EventConfig());

    [Fact]
    public async Task A_profile_accounts_for_every_row_of_the_masters()
    {
        await PublishAsync();

        var counts = (await _runner.RunAsync(StageRunner.Context(Monday)))["profiles"].Counts;

        (counts.In, counts.Good).ShouldBe((7, 4), "a customer with a location, a job and a call are good");
        counts.Discarded.ShouldBe(new SortedDictionary<string, long> { ["no_customer"] = 2, ["permit_of_no_customer"] = 1 });
    }

    [Fact]
    public async Task Detection_accounts_for_every_judged_row_and_every_event_known_before()
    {
        await PublishAsync();
        var first = (await _runner.RunAsync(StageRunner.Context(Monday)))["canceled_jobs"].Counts;
        Show(first).ShouldBe("2 in, 1 good, known_before 0, no_event 1");

        var again = (await _runner.RunAsync(StageRunner.Context(Monday.AddDays(1))))["canceled_jobs"].Counts;
        Show(again).ShouldBe("3 in, 1 good, known_before 1, no_event 1");
    }

    [Theory]
    [InlineData("profile", "calls", "profiles")]
    [InlineData("profile", "customers", "profiles")]
    [InlineData("detect", "jobs", "canceled_jobs")]
    [InlineData("detect", "events_canceled_jobs", "canceled_jobs")]
    [InlineData("lists", "events_canceled_jobs", "recent")]
    public async Task A_row_that_is_not_read_makes_the_counts_not_add_up(string stage, string dataset, string unit)
    {
        using var runner = new StageRunner(new EventConfig { Lists = [new EventList { Name = "recent", EventType = "canceled_jobs" }] });
        await PublishAsync(runner);
        await runner.RunAsync(StageRunner.Context(Monday));
        await runner.MiscountAsync(dataset, more: 1);

        var results = await runner.ExecuteAsync(stage, StageRunner.Context(Monday.AddDays(1)));

        results.Single(result => result.Unit == unit).Counts.AddUp().ShouldBeFalse();
    }

    public void Dispose() => _runner.Dispose();

    private Task PublishAsync() => PublishAsync(_runner);

    private static Task PublishAsync(StageRunner runner) => runner.PublishMastersAsync(
        StageRunner.Context(Monday),
        new Masters()
            .With("customers", """{"customer_id": "7"}""")
            .With("locations", """{"location_id": "70", "customer_id": "7"}""")
            .With(
                "jobs",
                """{"job_id": "1", "customer_id": "7", "location_id": "70", "status": "Canceled", "completion_date": "2015-06-20T09:00:00"}""",
                """{"job_id": "2", "customer_id": "8", "status": "Completed", "completion_date": "2015-06-19T09:00:00"}""")
            .With("calls", """{"call_id": "c", "customer_id": "7", "call_date": "2015-06-01T09:00:00"}""", """{"call_id": "d", "call_date": "2015-06-01T09:00:00"}""")
            .With("permits", """{"permit_number": "p", "address": "1 Elm St"}""").Rows);

    private static string Show(StageCounts counts) =>
        FormattableString.Invariant($"{counts.In} in, {counts.Good} good, {string.Join(", ", counts.Discarded.Select(reason => FormattableString.Invariant($"{reason.Key} {reason.Value}")))}");
}
