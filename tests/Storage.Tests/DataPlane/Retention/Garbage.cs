using System.Text.Json.Nodes;
using DataHound.Domain.Quality;
using DataHound.Storage.ControlPlane.Leases;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Retention;
using Storage.Tests.ControlPlane;
using Storage.Tests.ControlPlane.Runs;

namespace Storage.Tests.DataPlane.Retention;

/// <summary>What tests of garbage collection share: versions that nothing keeps, and collections of them.</summary>
internal static class Garbage
{
    public static RetentionOptions Options { get; } = new()
    {
        Policy = new RetentionPolicy { KeepVersions = 1, KeepAfterUse = TimeSpan.FromDays(1), Lineage = LineageKept.None },
        Grace = TimeSpan.FromHours(12),
        DeleteDelay = TimeSpan.FromHours(1),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static GarbageCollector Collector(StorageHouse house, IObjectStore? objects = null, TimeProvider? clock = null, ILeases? leases = null) =>
        new(house.Database, clock ?? house.Clock, objects ?? house.Objects, leases ?? house.Get<ILeases>(), Options);

    /// <summary>A version that was replaced long ago, and the one that replaced it.</summary>
    public static async Task<(DatasetVersion First, DatasetVersion Second)> TwoVersionsAsync(StorageHouse house, string company = "acme")
    {
        var first = await house.CommitAsync(company, "one");
        house.Clock.Advance(TimeSpan.FromHours(1));
        var second = await house.CommitAsync(company, "the second", first.Id);
        house.Clock.Advance(TimeSpan.FromDays(2));
        return (first, second);
    }

    /// <summary>Writes an object that no version names.</summary>
    public static async Task<string> LeaveBehindAsync(StorageHouse house, string company, int part = 0)
    {
        var path = FormattableString.Invariant($"{company}/silver/dataset=jobs_silver/dt=2026-01-01/part-0123456789abcdef-{part}.parquet");
        await house.WriteAsync(path, "left behind", 1);
        return path;
    }

    public static async Task<JsonObject> CollectAsync(StorageHouse house, string company = "acme", string holder = "test") =>
        (await Collector(house).CollectAsync(company, holder, dryRun: false, Token)).Report;

    /// <summary>Collects until every grace and delay is over.</summary>
    public static async Task CollectAllAsync(StorageHouse house, string company = "acme")
    {
        for (var round = 0; round < 4; round++)
        {
            await CollectAsync(house, company);
            house.Clock.Advance(TimeSpan.FromDays(1));
        }
    }

    public static async Task<bool> ExistsAsync(StorageHouse house, DatasetVersion version) => await house.Objects.FindAsync(version.Files[0].Path, Token) is not null;
}
