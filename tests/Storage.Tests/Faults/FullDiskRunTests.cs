using DataHound.Storage;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.DataPlane.Objects;
using Storage.Tests.DataPlane.Objects;
using TestSupport;

namespace Storage.Tests.Faults;

public sealed class FullDiskRunTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int RoomKibibytes = 4096;
    private readonly MigratedDatabases _databases = new(postgres);

    [Theory]
    [InlineData("ingest")]
    [InlineData("prepare")]
    [InlineData("detect")]
    public async Task A_run_whose_disk_gets_full_fails_loses_nothing_and_the_next_one_with_room_completes_it(string stage)
    {
        SmallDisk? mounted = null;
        var isOver = false;
        await using var run = await SmallRun.OpenAsync(await _databases.CreateAsync(), Open, whole => whole, executed: executed =>
        {
            if (executed == stage && !isOver)
                mounted!.Fill();
            return Task.CompletedTask;
        });
        using var disk = mounted!;

        (await run.WalkAsync()).Status.ShouldBe(RunStatus.Failed);

        run.Failures.ShouldBeGreaterThan(0);
        await run.CheckAsync();
        isOver = true;
        disk.Empty();
        (await run.WalkAsync("field-service", SmallRun.Stages, "completes")).Error.ShouldBeNull();
        await using var undisturbed = await SmallRun.OpenAsync(await _databases.CreateAsync(), options => new FolderObjectStore(options.ObjectsFolder), whole => whole);
        (await undisturbed.WalkAsync()).Error.ShouldBeNull();
        var (found, expected) = (await run.DataAsync(), await undisturbed.DataAsync());
        found.Except(expected, StringComparer.Ordinal).ShouldBeEmpty("too much");
        expected.Except(found, StringComparer.Ordinal).ShouldBeEmpty("too little");
        await run.CheckAsync();

        FolderObjectStore Open(StorageOptions options)
        {
            mounted = SmallDisk.Mount(options.ObjectsFolder, RoomKibibytes);
            return new FolderObjectStore(mounted.Folder);
        }
    }
}
