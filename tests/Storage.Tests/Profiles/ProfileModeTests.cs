using DataHound.Domain.Events;
using DataHound.Domain.Profiles;
using Storage.Tests.Events;

namespace Storage.Tests.Profiles;

public sealed class ProfileModeTests
{
    private static readonly DateTimeOffset Monday = new(2015, 6, 22, 20, 0, 0, TimeSpan.FromHours(-5));

    [Fact]
    public async Task Quintile_mode_scores_customers_against_each_other()
    {
        using var runner = new StageRunner(new EventConfig { Rfm = new RfmRules { Mode = "quintile" } });
        var masters = new Masters();
        for (var customer = 1; customer <= 10; customer++)
        {
            masters
                .With("customers", $$"""{"customer_id": "{{customer}}"}""")
                .With("jobs", $$"""{"job_id": "{{customer}}", "customer_id": "{{customer}}", "status": "Done", "total": "{{customer}}.00", "completion_date": "2015-05-{{customer:00}}T09:00:00"}""");
        }
        var context = StageRunner.Context(Monday);
        await runner.PublishMastersAsync(context, masters.With("customers", """{"customer_id": "99"}""").Rows);
        await runner.RunAsync(context);

        var profiles = (await runner.RowsAsync("profiles")).ToDictionary(row => (string)row["customer_id"]!, StringComparer.Ordinal);
        Scores("1").ShouldBe((1, 1, 1, "Hibernating"));
        Scores("2").ShouldBe((1, 1, 1, "Hibernating"));
        Scores("10").ShouldBe((5, 5, 5, "Champions"));
        profiles["99"]["r_score"].ShouldBeNull();
        ((string?)profiles["99"]["tier"]).ShouldBe("Not scored");

        (long, long, long, string) Scores(string customer) =>
            ((long)profiles[customer]["r_score"]!, (long)profiles[customer]["f_score"]!, (long)profiles[customer]["m_score"]!, (string)profiles[customer]["tier"]!);
    }
}
