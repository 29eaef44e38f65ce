using System.Text.Json.Nodes;
using DataHound.Domain.Events;

namespace Storage.Tests.Events;

public sealed class EventLifeCycleTests : IDisposable
{
    private const string Canceled = """{"job_id": "1", "customer_id": "7", "location_id": "70", "status": "Canceled", "job_type": "Diagnostic", "completion_date": "2015-06-20T09:00:00", "phones": ["5125550001"]}""";
    private static readonly DateTimeOffset Monday = new(2015, 6, 22, 20, 0, 0, TimeSpan.FromHours(-5));
    private readonly StageRunner _runner = new(new EventConfig());

    [Fact]
    public async Task A_run_without_any_masters_finds_nothing()
    {
        await _runner.RunAsync(StageRunner.Context(Monday));

        (await _runner.RowsAsync("profiles")).ShouldBeEmpty();
        (await _runner.RowsAsync("events_lost_customers")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_found_again_moves_only_its_last_sight()
    {
        await DetectAsync(Monday, new Masters().With("jobs", Canceled));
        await DetectAsync(Monday.AddDays(1), new Masters().With("jobs", Canceled));

        var found = await OnlyEventAsync();
        ((string?)found["transition"]).ShouldBe("still");
        ((string?)found["detected_at"]).ShouldBe("2015-06-22T20:00:00");
        ((string?)found["first_seen_at"]).ShouldBe("2015-06-22T20:00:00");
        ((string?)found["last_seen_at"]).ShouldBe("2015-06-23T20:00:00");
    }

    [Fact]
    public async Task An_event_that_comes_back_keeps_its_identity_and_first_sight()
    {
        const string Other = """{"job_id": "2", "customer_id": "7", "location_id": "70", "status": "Scheduled", "created_date": "2015-06-22T08:00:00"}""";
        await DetectAsync(Monday, new Masters().With("jobs", Canceled));
        var first = await OnlyEventAsync();
        await DetectAsync(Monday.AddDays(1), new Masters().With("jobs", Canceled, Other));
        var stopped = await OnlyEventAsync();
        await DetectAsync(Monday.AddDays(2), new Masters().With("jobs", Canceled));
        var back = await OnlyEventAsync();

        ((string?)stopped["status"]).ShouldBe("resolved");
        ((string?)stopped["reason"]).ShouldBe("job_rescheduled");
        ((string?)stopped["last_seen_at"]).ShouldBe("2015-06-22T20:00:00");
        ((string?)back["transition"]).ShouldBe("reactivated");
        ((string?)back["reason"]).ShouldBeNull();
        ((string?)back["event_id"]).ShouldBe((string?)first["event_id"]);
        ((string?)back["first_seen_at"]).ShouldBe("2015-06-22T20:00:00");
        ((string?)back["detected_at"]).ShouldBe("2015-06-24T20:00:00");
    }

    [Fact]
    public async Task What_stopped_before_stays_as_it_was_without_a_transition()
    {
        const string Call = """{"call_id": "c", "caller_phone": "5125550001", "direction": "inbound", "call_date": "2015-06-20T09:00:01"}""";
        await DetectAsync(Monday, new Masters().With("jobs", Canceled));
        await DetectAsync(Monday.AddDays(1), new Masters().With("jobs", Canceled).With("calls", Call));
        await DetectAsync(Monday.AddDays(2), new Masters().With("jobs", Canceled).With("calls", Call));

        var found = await OnlyEventAsync();
        ((string?)found["status"]).ShouldBe("resolved");
        ((string?)found["reason"]).ShouldBe("inbound_call");
        found["transition"].ShouldBeNull();
    }

    [Theory]
    [InlineData("inbound", "5125550001", "2015-06-20T09:00:00", true)]
    [InlineData("outbound", "5125550001", "2015-06-20T10:00:00", true)]
    [InlineData("inbound", "5125550002", "2015-06-20T10:00:00", true)]
    [InlineData(" INBOUND ", "5125550001", "2015-06-20T09:00:01", false)]
    public async Task Only_a_later_inbound_call_of_the_same_telephone_stops_a_cancellation(string direction, string phone, string at, bool remains)
    {
        await DetectAsync(Monday, new Masters().With("jobs", Canceled).With("calls", $$"""{"call_id": "c", "caller_phone": "{{phone}}", "direction": "{{direction}}", "call_date": "{{at}}"}"""));

        (await _runner.RowsAsync("events_canceled_jobs")).Count.ShouldBe(remains ? 1 : 0);
    }

    [Fact]
    public async Task A_job_without_a_location_is_at_the_customers_only_one()
    {
        const string Nowhere = """{"job_id": "2", "customer_id": "7", "status": "Completed", "completion_date": "2015-06-21T09:00:00"}""";
        const string Only = """{"location_id": "70", "customer_id": "7"}""";
        const string Second = """{"location_id": "71", "customer_id": "7"}""";
        await DetectAsync(Monday, new Masters().With("jobs", Canceled, Nowhere).With("locations", Only));
        (await _runner.RowsAsync("events_canceled_jobs")).ShouldBeEmpty();

        await DetectAsync(Monday.AddDays(1), new Masters().With("jobs", Canceled, Nowhere).With("locations", Only, Second));
        (await _runner.RowsAsync("events_canceled_jobs")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Details_are_the_fields_as_json()
    {
        await DetectAsync(Monday, new Masters().With("jobs", Canceled));

        var details = JsonNode.Parse((string)(await OnlyEventAsync())["details"]!)!;
        JsonNode.DeepEquals(details, JsonNode.Parse("""{"customer_id": "7", "location_id": "70", "canceled_at": "2015-06-20T09:00:00", "days_old": 2, "job_type": "Diagnostic"}""")).ShouldBeTrue(details.ToJsonString());
    }

    [Fact]
    public async Task A_unit_done_twice_gives_the_same_bytes()
    {
        var context = StageRunner.Context(Monday);
        await _runner.PublishMastersAsync(context, new Masters().With("jobs", Canceled).Rows);

        var first = await _runner.ExecuteAsync("detect", context);
        var second = await _runner.ExecuteAsync("detect", context);

        second.SelectMany(result => result.Versions).SelectMany(version => version.Files).ShouldBe(first.SelectMany(result => result.Versions).SelectMany(version => version.Files));
        first.SelectMany(result => result.Versions).ShouldAllBe(version => version.IndexEvents);
    }

    [Fact]
    public async Task The_event_index_reads_what_detection_wrote()
    {
        var context = StageRunner.Context(Monday);
        await _runner.PublishMastersAsync(context, new Masters().With("jobs", Canceled).Rows);
        var results = await _runner.ExecuteAsync("detect", context);
        var file = results.First(result => result.Unit == "canceled_jobs").Versions[0].Files[0];

        var row = (await new DataHound.Storage.Events.EventRowSource(_runner.Engine).ReadAsync(file, CancellationToken.None).ToListAsync(CancellationToken.None)).ShouldHaveSingleItem();

        row.EventId.ShouldBe(EventIdentity.Of(FixedConfigs.Slug, "canceled_jobs", "job", "1"));
        row.Status.ShouldBe("active");
        row.Reason.ShouldBeNull();
        row.Severity.ShouldBe("high");
        row.FirstSeenAt.ShouldBe(Monday);
        row.LastSeenAt.ShouldBe(Monday);
        row.DetailsJson.ShouldContain("\"job_type\":\"Diagnostic\"");
    }

    public void Dispose() => _runner.Dispose();

    private async Task DetectAsync(DateTimeOffset asOf, Masters masters)
    {
        var context = StageRunner.Context(asOf);
        await _runner.PublishMastersAsync(context, masters.Rows);
        await _runner.RunAsync(context);
    }

    private async Task<JsonObject> OnlyEventAsync() => (await _runner.RowsAsync("events_canceled_jobs")).ShouldHaveSingleItem();
}
