using DataHound.Storage;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Objects;
using Storage.Tests.DataPlane.Objects;
using Storage.Tests.DataPlane.Retention;
using TestSupport;

namespace Storage.Tests.Faults;

/// <summary>
/// Fails the n-th operation of the object store in a whole run, before and after its effect, and looks whether the promises hold: the run ends as if nothing had happened. Every n on
/// demand (DATAHOUND_LONG_TESTS=1), else some that are spread over the run.
/// </summary>
public sealed class StoreSweepTests(PostgresFixture postgres, AzuriteFixture azurite) : IClassFixture<PostgresFixture>, IClassFixture<AzuriteFixture>
{
    private const int FolderSamples = 12;
    private const int BlobSamples = 4;
    private readonly MigratedDatabases _databases = new(postgres);

    [Fact]
    public Task A_run_on_a_folder_that_fails_once_anywhere_ends_as_if_nothing_had_happened() => SweepAsync(options => new FolderObjectStore(options.ObjectsFolder), FolderSamples);

    [Fact]
    public Task A_run_on_blobs_that_fail_once_anywhere_ends_as_if_nothing_had_happened() => SweepAsync(OpenBlobs, BlobSamples);

    private async Task SweepAsync(Func<StorageOptions, IObjectStore> open, int samples)
    {
        var (expected, operations, _) = await RunAsync(open, failAt: 0, afterwards: false);
        operations.ShouldBeGreaterThan(20);
        expected.ShouldContain("version jobs v000001 2");
        expected.ShouldContain("event ");
        TestContext.Current.TestOutputHelper?.WriteLine($"A run has {operations} operations.");
        foreach (var (failAt, afterwards) in Places(operations, samples))
        {
            var (outcome, _, failures) = await RunAsync(open, failAt, afterwards);
            outcome.ShouldBe(expected, $"operation {failAt} failed {(afterwards ? "after" : "before")} its effect");
            failures.ShouldBe(1);
        }
    }

    private static IEnumerable<(int FailAt, bool Afterwards)> Places(int operations, int samples) => Environment.GetEnvironmentVariable("DATAHOUND_LONG_TESTS") == "1"
        ? Enumerable.Range(1, operations).SelectMany(operation => ((int, bool)[])[(operation, false), (operation, true)])
        : Enumerable.Range(0, samples).Select(sample => (1 + (int)((sample + 0.5) * operations / samples), sample % 2 == 1));

    private async Task<(string Outcome, int Operations, int Failures)> RunAsync(Func<StorageOptions, IObjectStore> open, int failAt, bool afterwards)
    {
        var database = await _databases.CreateAsync();
        BreakingObjects? breaking = null;
        string outcome;
        int operations, failures;
        await using (var run = await SmallRun.OpenAsync(database, open, whole => breaking = new BreakingObjects(whole, failAt, afterwards)))
        {
            (await run.WalkAsync()).Error.ShouldBeNull($"operation {failAt}");
            (operations, failures) = (breaking!.Operations, run.Failures);
            breaking.Broke.ShouldBe(failAt > 0);
            outcome = await run.OutcomeAsync();
            await run.CheckAsync();
        }

        await _databases.DropAsync(database);
        return (outcome, operations, failures);
    }

    private BlobObjectStore OpenBlobs(StorageOptions options) => new(azurite.CreateContainer(), options.DownloadsFolder);
}
