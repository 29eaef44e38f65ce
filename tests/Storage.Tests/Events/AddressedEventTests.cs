using DataHound.Domain.Events;

namespace Storage.Tests.Events;

public sealed class AddressedEventTests : IDisposable
{
    private static readonly DateTimeOffset Monday = new(2015, 6, 22, 20, 0, 0, TimeSpan.FromHours(-5));
    private readonly StageRunner _runner = new(new EventConfig { CompanyNames = ["barton creek heating"] });

    [Theory]
    [InlineData("100 Oak St Apt 3", "100 OAK STREET #3", true)]
    [InlineData("100 Oak St Apt 3", "100 OAK ST", true)]
    [InlineData("100 Oak St", "100 OAK ST UNIT 9", true)]
    [InlineData("100 Oak St Apt 3", "100 OAK ST UNIT 9", false)]
    public async Task A_permit_tells_the_age_of_the_system_at_its_address(string location, string permit, bool found)
    {
        await DetectAsync(new Masters()
            .With("locations", $$"""{"location_id": "70", "customer_id": "7", "address": "{{location}}, Austin"}""")
            .With("permits", $$"""{"permit_number": "p", "permit_type": "MP", "status": "Final", "work_class": "Change Out", "address": "{{permit}}", "applied_date": "1999-06-23T00:00:00"}"""));

        var events = await _runner.RowsAsync("events_aging_systems");
        events.Select(row => ((long)row["system_age"]!, (string?)row["age_source"], (string?)row["evidence_id"])).ShouldBe(found ? [(15, "permit", "p")] : []);
    }

    [Fact]
    public async Task A_competitors_permit_after_the_last_contact_loses_the_customer()
    {
        await DetectAsync(new Masters()
            .With("customers", """{"customer_id": "7", "street": "100 Oak St", "phones": ["5125550001"]}""")
            .With("calls", """{"call_id": "c", "caller_phone": "5125550001", "direction": "Outbound", "call_date": "2014-06-22T21:00:00"}""")
            .With(
                "permits",
                """{"permit_number": "b", "permit_type": "MP", "status": "Final", "address": "100 OAK ST", "issued_date": "2015-01-01T00:00:00", "contractor": "Second Air"}""",
                """{"permit_number": "a", "permit_type": "MP", "status": "Final", "address": "100 OAK ST", "issued_date": "2015-01-01T00:00:00", "contractor": "First Air"}""",
                """{"permit_number": "c", "permit_type": "MP", "status": "Void", "address": "100 OAK ST", "issued_date": "2015-01-01T00:00:00", "contractor": "Void Air"}""",
                """{"permit_number": "d", "permit_type": "MP", "status": "Final", "address": "100 OAK ST", "issued_date": "2014-06-22T00:00:00", "contractor": "Early Air"}"""));

        var lost = (await _runner.RowsAsync("events_lost_customers")).ShouldHaveSingleItem();
        ((string?)lost["competitor_used"]).ShouldBe("First Air");
        ((long)lost["competitor_permits"]!).ShouldBe(2);
        ((long)lost["months_since_last_contact"]!).ShouldBe(12);
        ((bool)lost["shopper"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task Two_spellings_of_a_customers_street_are_listed_as_a_pair()
    {
        await DetectAsync(new Masters()
            .With("customers", """{"customer_id": "7", "street": "7405 Seneca Falls Loop"}""")
            .With("locations", """{"location_id": "70", "customer_id": "7", "address": "7405 Senecca Falls Loop Apt 2"}"""));

        var profile = (await _runner.RowsAsync("profiles")).ShouldHaveSingleItem();
        profile["normalized_addresses"]!.AsArray().Count.ShouldBe(2);
        profile["units"]!.ToJsonString().ShouldBe("""["7405 SENECCA FALLS LOOP # 2"]""");
        profile["similar_addresses"]!.AsArray().Count.ShouldBe(1);
    }

    public void Dispose() => _runner.Dispose();

    private async Task DetectAsync(Masters masters)
    {
        var context = StageRunner.Context(Monday);
        await _runner.PublishMastersAsync(context, masters.Rows);
        await _runner.RunAsync(context);
    }
}
