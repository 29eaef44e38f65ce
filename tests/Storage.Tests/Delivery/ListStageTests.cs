using DataHound.Domain.Delivery;
using DataHound.Domain.Events;
using DataHound.Domain.Observability;
using Storage.Tests.Events;

namespace Storage.Tests.Delivery;

public sealed class ListStageTests
{
    private const string Canceled = """{"job_id": "1", "customer_id": "7", "location_id": "70", "status": "Canceled", "completion_date": "2015-06-20T09:00:00"}""";
    private const string Formula = """{"customer_id": "7", "name": "=HYPERLINK(\"x\")", "phones": ["5125550001"]}""";
    private const string Named = """{"customer_id": "7", "name": "Ann, \"A\"", "phones": ["5125550001"]}""";
    private static readonly DateTimeOffset Monday = new(2015, 6, 22, 20, 0, 0, TimeSpan.FromHours(-5));
    private static readonly EventList Recent = new() { Name = "recent", EventType = "canceled_jobs", Window = new EventListWindow { Field = "canceled_at", DaysBack = 3 } };

    [Fact]
    public async Task The_csv_holds_the_columns_in_order_and_no_formula()
    {
        using var runner = Runner(Recent);
        var csv = await RunAsync(runner, Monday, new Masters().With("jobs", Canceled).With("customers", Formula));

        csv.ShouldStartWith("entity_id,event_id,customer_id,severity,name,phone,tier,marketable\n1,");
        csv.ShouldContain("\"'=HYPERLINK(\"\"x\"\")\"");
    }

    [Fact]
    public async Task What_changed_on_a_list_is_kept_with_its_reason()
    {
        using var runner = Runner(Recent);
        await RunAsync(runner, Monday, new Masters().With("jobs", Canceled).With("customers", Formula));
        (await ChangesAsync(runner)).ShouldBe(["1 added "]);
        await RunAsync(runner, Monday.AddDays(1), new Masters().With("jobs", Canceled).With("customers", Formula));
        (await ChangesAsync(runner)).ShouldBeEmpty();
        await RunAsync(runner, Monday.AddDays(1).AddHours(1), new Masters().With("jobs", Canceled).With("customers", Named));
        (await ChangesAsync(runner)).ShouldBe(["1 updated "]);
        await RunAsync(runner, Monday.AddDays(2), new Masters().With("jobs", Canceled).With("customers", Named));
        (await ChangesAsync(runner)).ShouldBe(["1 removed outside_window"]);
    }

    [Fact]
    public async Task An_inbound_message_after_the_event_was_seen_takes_it_off()
    {
        using var runner = Runner(new EventList { Name = "overdue", EventType = "overdue_maintenance" });
        var masters = new Masters()
            .With("jobs", """{"job_id": "1", "customer_id": "7", "location_id": "70", "status": "Completed", "job_type": "Tune Up", "completion_date": "2014-05-20T09:00:00"}""")
            .With("customers", Named);
        await RunAsync(runner, Monday, masters);
        (await runner.RowsAsync("list_overdue")).Count.ShouldBe(1);
        await RunAsync(runner, Monday.AddDays(1), masters.With("sms", """{"sms_id": "s", "phone": "5125550001", "direction": "Inbound", "sent_at": "2015-06-22T20:00:01"}"""));
        (await runner.RowsAsync("list_overdue")).ShouldBeEmpty();
        (await ChangesAsync(runner, "overdue")).ShouldBe(["70 removed sms_reply"]);
    }

    [Theory]
    [InlineData("no_such_events", "canceled_at", "days_old", "<")]
    [InlineData("canceled_jobs", "job_type", "days_old", "<")]
    [InlineData("canceled_jobs", "canceled_at", "job_type", "<")]
    [InlineData("canceled_jobs", "canceled_at", "days_old", "; DROP TABLE events")]
    public async Task A_list_that_names_what_is_not_there_is_explained(string type, string windowField, string numericField, string op)
    {
        using var runner = Runner(new EventList
        {
            Name = "wrong",
            EventType = type,
            Window = new EventListWindow { Field = windowField, DaysBack = 3 },
            Numeric = new EventListNumericFilter { Field = numericField, Op = op, Value = 1 },
        });

        var error = (await Should.ThrowAsync<UserErrorException>(() => runner.ExecuteAsync("lists", StageRunner.Context(Monday)))).Error;

        error.Code.ShouldBe("config_invalid");
        error.Cause.ShouldContain("wrong");
        error.NextStep.ShouldNotBeEmpty();
    }

    private static StageRunner Runner(EventList list) => new(new EventConfig { Lists = [list] });

    private static async Task<string> RunAsync(StageRunner runner, DateTimeOffset asOf, Masters masters)
    {
        var context = StageRunner.Context(asOf);
        await runner.PublishMastersAsync(context, masters.Rows);
        var results = await runner.RunAsync(context);
        using var reader = new StreamReader(await runner.Objects.OpenReadAsync((string)results.Values.Last().Details["csv"]!, CancellationToken.None));
        return await reader.ReadToEndAsync();
    }

    private static async Task<IEnumerable<string>> ChangesAsync(StageRunner runner, string list = "recent") =>
        (await runner.RowsAsync($"list_{list}_changes")).Select(change => $"{change["entity_id"]} {change["change"]} {change["reason"]}");
}
