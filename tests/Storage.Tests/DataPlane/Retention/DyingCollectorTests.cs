using DataHound.Storage.ControlPlane.Leases;
using DataHound.Storage.DataPlane;
using Storage.Tests.ControlPlane;
using TestSupport;
using static Storage.Tests.DataPlane.Retention.Garbage;

namespace Storage.Tests.DataPlane.Retention;

public sealed class DyingCollectorTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_collection_whose_process_dies_anywhere_is_completed_by_another_once_its_lease_is_over()
    {
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        var operation = 1;
        for (; ; operation++)
        {
            var company = $"acme-{operation}";
            var (first, second) = await TwoVersionsAsync(house, company);
            var orphan = await LeaveBehindAsync(house, company);
            house.Clock.Advance(TimeSpan.FromDays(400));
            if (!await DieAsync(house, company, new BreakingObjects(house.Objects, operation, afterwards: false, forGood: true)))
                break;

            (await CollectAsync(house, company, "another"))["skipped"]!.GetValue<bool>().ShouldBeTrue("the dead one's lease still holds");
            (await house.Get<IDatasetCatalog>().FindCurrentAsync(company, "jobs", Token))!.Id.ShouldBe(second.Id);
            house.Clock.Advance(TimeSpan.FromHours(1));
            await CollectAllAsync(house, company);

            (await ExistsAsync(house, first)).ShouldBeFalse();
            (await ExistsAsync(house, second)).ShouldBeTrue();
            (await house.Objects.FindAsync(orphan, Token)).ShouldBeNull();
        }

        operation.ShouldBeGreaterThan(10, "a collection lists folders, finds and deletes on several days");
    }

    /// <summary>Collects day by day until the store breaks; false when everything was collected before.</summary>
    private static async Task<bool> DieAsync(StorageHouse house, string company, BreakingObjects objects)
    {
        var leases = new KeptLeases(house.Get<ILeases>());
        for (var day = 0; day < 3; day++)
        {
            try
            {
                await Collector(house, objects, leases: leases).CollectAsync(company, "dying", dryRun: false, Token);
            }
            catch (IOException)
            {
                return true;
            }

            house.Clock.Advance(TimeSpan.FromDays(1));
        }

        return false;
    }
}
