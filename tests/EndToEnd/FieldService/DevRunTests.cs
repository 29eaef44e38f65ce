namespace DataHound.EndToEnd.FieldService;

public sealed class DevRunTests
{
    [Fact]
    public async Task The_larger_set_comes_out_as_expected()
    {
        var folder = Checkout.FindAbove("shared/data/fieldservice/dev");
        Assert.SkipWhen(folder is null, "The folder 'shared' is not beside the project, so the larger dev set cannot be read.");
        var deliveries = new Deliveries(folder!);
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
