namespace DataHound.EndToEnd.FieldService;

public sealed class SampleRunTests(SampleRunTests.Fixture fixture) : IClassFixture<SampleRunTests.Fixture>
{
    [Fact]
    public void Every_run_succeeds() => WholeRunChecks.EveryRunSucceeded(fixture.Whole);

    [Fact]
    public void Rows_in_good_quarantined_and_discarded_are_as_expected() => WholeRunChecks.RowCountsAreEqual(fixture.Whole);

    [Fact]
    public void Event_counts_are_as_expected() => WholeRunChecks.EventCountsAreEqual(fixture.Whole);

    [Fact]
    public void The_event_index_holds_exactly_the_expected_active_events() => WholeRunChecks.TheEventIndexIsEqual(fixture.Whole);

    [Fact]
    public void Events_that_stopped_say_why() => WholeRunChecks.StoppedEventsHaveTheirReason(fixture.Whole);

    [Fact]
    public void Profiles_are_as_expected() => WholeRunChecks.ProfilesAreEqual(fixture.Whole);

    [Fact]
    public void Lists_are_as_expected() => WholeRunChecks.ListsAreEqual(fixture.Whole);

    public sealed class Fixture : IAsyncLifetime
    {
        public WholeRun Whole { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Whole = await WholeRun.StartAsync(Deliveries.Sample);

        public ValueTask DisposeAsync() => Whole.DisposeAsync();
    }
}
