using DataHound.EndToEnd.App;

namespace DataHound.EndToEnd.FieldService;

public sealed class DevRunTests
{
    [Fact]
    public async Task The_larger_set_comes_out_as_expected()
    {
        var deliveries = new Deliveries(Checkout.Shared("fieldservice/dev"));
        await using var whole = await WholeRun.StartAsync(deliveries);

        WholeRunChecks.EveryRunSucceeded(whole);
        WholeRunChecks.RowCountsAreEqual(whole);
        WholeRunChecks.EventCountsAreEqual(whole);
        WholeRunChecks.TheEventIndexIsEqual(whole);
        WholeRunChecks.StoppedEventsHaveTheirReason(whole);
        WholeRunChecks.ProfilesAreEqual(whole);
        WholeRunChecks.ListsAreEqual(whole);
    }
}
