using DataHound.Domain.Observability;
using DataHound.Domain.Pipelines;
using DataHound.Storage.ControlPlane.Cursors;
using DataHound.Storage.ControlPlane.Leases;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.DataPlane;
using DataHound.Storage.Pipelines;
using Storage.Tests.ControlPlane.Runs;
using TestSupport;

namespace Storage.Tests.ControlPlane.Cursors;

public sealed class CursorTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string First = """{"page": 1}""";
    private const string Second = """{"page": 2}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cursor_moves_with_the_commit_that_publishes_what_was_read()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var stage = await ReadAsync(house, "moved", null, First, await LeaseAsync(house, "moved"));
        (await house.Get<ICursors>().FindAsync("moved", "crm", Token)).ShouldBeNull();
        await house.Get<IStageStore>().CommitAsync(stage, Token);
        (await house.Get<ICursors>().FindAsync("moved", "crm", Token)).ShouldBe(new SourceCursor("moved", "crm", First, stage.RunId, house.Clock.GetUtcNow()));
        await house.Get<IRunStore>().FinishRunAsync(stage.RunId, null, Token);
        var next = await ReadAsync(house, "moved", First, Second, await LeaseAsync(house, "moved"));
        await house.Get<IStageStore>().CommitAsync(next, Token);
        (await house.Get<ICursors>().ListAsync("moved", Token)).ShouldHaveSingleItem().PlaceJson.ShouldBe(Second);
    }

    [Fact]
    public async Task A_reader_that_lost_its_lease_publishes_nothing()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var stage = await ReadAsync(house, "lost", null, First, await LeaseAsync(house, "lost"));
        house.Clock.Advance(TimeSpan.FromHours(1));
        await LeaseAsync(house, "lost", "another");
        await ShouldNotPublishAsync(house, stage);
    }

    [Fact]
    public async Task Nothing_is_published_that_was_not_read_from_where_the_cursor_is()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await ShouldNotPublishAsync(house, await ReadAsync(house, "gap", First, Second, await LeaseAsync(house, "gap")));
    }

    private static async Task ShouldNotPublishAsync(StorageHouse house, StageKey stage)
    {
        (await Should.ThrowAsync<UserErrorException>(() => house.Get<IStageStore>().CommitAsync(stage, Token))).Error.Code.ShouldBe("cursor_moved");
        (await house.Get<IDatasetCatalog>().FindCurrentAsync(stage.Company, "contacts", Token)).ShouldBeNull();
        (await house.Get<ICursors>().FindAsync(stage.Company, "crm", Token)).ShouldBeNull();
    }

    private static async Task<Lease> LeaseAsync(StorageHouse house, string company, string holder = "reader") =>
        (await house.Get<ILeases>().AcquireAsync($"source:{company}:crm", holder, TimeSpan.FromMinutes(5), Token)).ShouldNotBeNull();

    private static async Task<StageKey> ReadAsync(StorageHouse house, string company, string? from, string to, Lease lease)
    {
        var run = await house.StartRunAsync(company);
        var result = await house.ProduceAsync(run, "contacts", to) with { Cursors = [new CursorAdvance { Source = "crm", FromJson = from, ToJson = to, Lease = lease }] };
        return await house.DoStageAsync(run, "ingest", result);
    }
}
