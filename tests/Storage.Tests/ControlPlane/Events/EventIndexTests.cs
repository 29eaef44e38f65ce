using DataHound.Storage.ControlPlane.Events;
using TestSupport;

namespace Storage.Tests.ControlPlane.Events;

public sealed class EventIndexTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_found_again_keeps_first_seen_and_moves_last_seen()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var index = house.Get<IEventIndex>();
        var later = EventRows.Found.AddDays(3);
        await index.UpsertEventsIndexAsync("kept", "run-1", "a.parquet", EventRows.Stream(EventRows.Active("kept-1")), Token);
        await index.UpsertEventsIndexAsync("kept", "run-2", "b.parquet", EventRows.Stream(EventRows.Active("kept-1") with { FirstSeenAt = later, LastSeenAt = later, Severity = "low" }), Token);
        var found = (await index.FindAsync("kept", "kept-1", Token)).ShouldNotBeNull();
        found.FirstSeenAt.ShouldBe(EventRows.Found);
        found.LastSeenAt.ShouldBe(later);
        found.Severity.ShouldBe("low");
        found.SourceFile.ShouldBe("b.parquet");
        found.StatusChangedAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_resolved_event_keeps_its_reason_and_becomes_active_again_without_one()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var index = house.Get<IEventIndex>();
        await index.UpsertEventsIndexAsync("cycle", "run-1", null, EventRows.Stream(EventRows.Active("cycle-1")), Token);
        await index.UpsertEventsIndexAsync("cycle", "run-2", null, EventRows.Stream(EventRows.Active("cycle-1") with { Status = "resolved", Reason = "inbound_call" }), Token);
        var resolved = (await index.FindAsync("cycle", "cycle-1", Token)).ShouldNotBeNull();
        resolved.Status.ShouldBe("resolved");
        resolved.Reason.ShouldBe("inbound_call");
        resolved.StatusChangedAt.ShouldBe(house.Clock.GetUtcNow());
        await index.UpsertEventsIndexAsync("cycle", "run-3", null, EventRows.Stream(EventRows.Active("cycle-1")), Token);
        var active = (await index.FindAsync("cycle", "cycle-1", Token)).ShouldNotBeNull();
        active.Status.ShouldBe("active");
        active.Reason.ShouldBeNull();
    }

    [Fact]
    public async Task Of_several_rows_with_one_id_the_last_counts()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var index = house.Get<IEventIndex>();
        var affected = await index.UpsertEventsIndexAsync("doubled", "run-1", null, EventRows.Stream(EventRows.Active("doubled-1"), EventRows.Active("doubled-1") with { Severity = "critical" }), Token);
        affected.ShouldBe(1);
        (await index.FindAsync("doubled", "doubled-1", Token))!.Severity.ShouldBe("critical");
    }

    [Fact]
    public async Task No_company_can_change_another_s_event()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var index = house.Get<IEventIndex>();
        await index.UpsertEventsIndexAsync("mine", "run-1", null, EventRows.Stream(EventRows.Active("mine-1")), Token);
        (await index.UpsertEventsIndexAsync("yours", "run-1", null, EventRows.Stream(EventRows.Active("mine-1") with { Status = "resolved", Reason = "x" }), Token)).ShouldBe(0);
        var found = (await index.FindAsync("mine", "mine-1", Token)).ShouldNotBeNull();
        found.Status.ShouldBe("active");
        found.Reason.ShouldBeNull();
        (await index.FindAsync("yours", "mine-1", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Missing_events_of_a_type_are_resolved_and_no_others()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var index = house.Get<IEventIndex>();
        await index.UpsertEventsIndexAsync("gone", "run-1", null, EventRows.Stream(EventRows.Active("gone-1"), EventRows.Active("gone-2"), EventRows.Active("gone-3", "lost_customers")), Token);
        (await index.ResolveMissingEventsAsync(["gone-1"], "canceled_jobs", "gone", "run-2", Token)).ShouldBe(1);
        (await index.ResolveMissingEventsAsync(["gone-1"], "canceled_jobs", "gone", "run-2", Token)).ShouldBe(0);
        (await index.CountAsync("gone", Token)).ShouldBe([new EventCount("canceled_jobs", "active", 1), new EventCount("canceled_jobs", "resolved", 1), new EventCount("lost_customers", "active", 1)]);
        (await index.FindAsync("gone", "gone-2", Token))!.Reason.ShouldBe("no_longer_matches");
    }

    [Fact]
    public async Task Events_are_paged_newest_found_first_without_gap_or_repeat()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var index = house.Get<IEventIndex>();
        var rows = Enumerable.Range(0, 11).Select(number => EventRows.Active($"page-{number:D2}") with { FirstSeenAt = EventRows.Found.AddDays(number / 4) });
        await index.UpsertEventsIndexAsync("paged", "run-1", null, EventRows.Stream(rows), Token);
        var listed = new List<string>();
        string? cursor = null;
        do
        {
            var page = await index.ListAsync(new EventQuery { Company = "paged", Limit = 3, Cursor = cursor }, Token);
            listed.AddRange(page.Items.Select(item => item.EventId));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        listed.ShouldBe(rows.OrderByDescending(row => row.FirstSeenAt).ThenBy(row => row.EventId, StringComparer.Ordinal).Select(row => row.EventId));
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("lost_customers", null, null)]
    [InlineData(null, "active", null)]
    [InlineData(null, null, "low")]
    [InlineData("lost_customers", "resolved", "low")]
    public async Task Every_filter_pages_the_same_events_as_a_plain_sort_even_among_very_many_of_one_instant(string? type, string? status, string? severity)
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var index = house.Get<IEventIndex>();
        var company = $"walked-{type}-{status}-{severity}";
        var rows = Enumerable.Range(0, 60).Select(number => EventRows.Active($"{company}-{number:D2}", number % 3 == 0 ? "lost_customers" : "canceled_jobs") with
        {
            FirstSeenAt = EventRows.Found.AddDays(number / 40), Status = number % 4 == 0 ? "resolved" : "active", Reason = number % 4 == 0 ? "x" : null, Severity = number % 2 == 0 ? "low" : "high",
        }).ToList();
        await index.UpsertEventsIndexAsync(company, "run-1", null, EventRows.Stream(rows), Token);
        var listed = new List<string>();
        string? cursor = null;
        do
        {
            var page = await index.ListAsync(new EventQuery { Company = company, EventType = type, Status = status, Severity = severity, Limit = 7, Cursor = cursor }, Token);
            listed.AddRange(page.Items.Select(item => item.EventId));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        listed.ShouldBe(rows.Where(row => (type ?? row.EventType) == row.EventType && (status ?? row.Status) == row.Status && (severity ?? row.Severity) == row.Severity)
            .OrderByDescending(row => row.FirstSeenAt).ThenBy(row => row.EventId, StringComparer.Ordinal).Select(row => row.EventId));
    }

    [Fact]
    public async Task Events_are_filtered_by_type_status_and_severity()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var index = house.Get<IEventIndex>();
        await index.UpsertEventsIndexAsync(
            "filtered",
            "run-1",
            null,
            EventRows.Stream(EventRows.Active("filter-1"), EventRows.Active("filter-2", "lost_customers"), EventRows.Active("filter-3") with { Severity = "low" }, EventRows.Active("filter-4") with { Status = "archived", Reason = "too_old" }),
            Token);
        var page = await index.ListAsync(new EventQuery { Company = "filtered", EventType = "canceled_jobs", Status = "active", Severity = "high" }, Token);
        page.Items.Select(item => item.EventId).ShouldBe(["filter-1"]);
    }
}
