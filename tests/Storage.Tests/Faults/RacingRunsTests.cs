using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.DataPlane.Objects;
using TestSupport;

namespace Storage.Tests.Faults;

/// <summary>Runs of two pipelines are active for one company at once: no row gets lost, none counts twice, and whoever was overtaken says so.</summary>
public sealed class RacingRunsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static IReadOnlyList<string>? _undisturbed;
    private readonly MigratedDatabases _databases = new(postgres);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ingest")]
    [InlineData("prepare")]
    [InlineData("upsert")]
    [InlineData("detect")]
    [InlineData("lists")]
    public async Task A_run_that_is_overtaken_before_a_commit_publishes_nothing_of_that_stage_and_the_next_run_completes_it(string stage)
    {
        var ended = await OvertakeAsync(stage);

        (ended.Status, ended.Error?.Code).ShouldBe((RunStatus.Failed, "stage_conflict"));
    }

    [Fact]
    public async Task A_run_that_is_overtaken_by_profiles_makes_them_anew() => (await OvertakeAsync("profile")).Status.ShouldBe(RunStatus.Success);

    [Fact]
    public async Task Of_two_runs_side_by_side_each_ends_well_or_says_that_it_was_overtaken()
    {
        await using var run = await OpenAsync();
        await run.ReceiveAsync();

        var ended = await Task.WhenAll(Task.Run(() => run.WalkAsync("field-service", SmallRun.Stages, "left"), Token), Task.Run(() => run.WalkAsync("other", SmallRun.Stages, "right"), Token));

        ended.ShouldAllBe(each => each.Status == RunStatus.Success || (each.Error != null && each.Error.Code == "stage_conflict"));
        run.Failures.ShouldBe(0, "a race is no failure that nobody foresaw");
        await ShouldBeCompletedAsync(run);
    }

    /// <summary>Lets another pipeline's run go through the same stages while a run stands between a stage's work and its commit; then completes what is left and checks it.</summary>
    private async Task<PipelineRun> OvertakeAsync(string stage)
    {
        SmallRun? run = null;
        var isOvertaken = false;
        await using var opened = run = await OpenAsync(async executed =>
        {
            if (isOvertaken || executed != stage)
                return;
            isOvertaken = true;
            (await run!.WalkAsync("other", [.. SmallRun.Stages.TakeWhile(each => each != stage), stage], "overtakes")).Error.ShouldBeNull();
        });
        var ended = await run.WalkAsync();

        isOvertaken.ShouldBeTrue();
        run.Failures.ShouldBe(0);
        await ShouldBeCompletedAsync(run);
        return ended;
    }

    private async Task ShouldBeCompletedAsync(SmallRun run)
    {
        (await run.WalkAsync("field-service", SmallRun.Stages, "completes")).Error.ShouldBeNull();
        var (found, expected) = (await run.DataAsync(), _undisturbed ??= await UndisturbedAsync());
        found.Except(expected, StringComparer.Ordinal).ShouldBeEmpty("too much");
        expected.Except(found, StringComparer.Ordinal).ShouldBeEmpty("too little");
        found.Count.ShouldBe(expected.Count);
        await run.CheckAsync();
    }

    private async Task<IReadOnlyList<string>> UndisturbedAsync()
    {
        await using var run = await OpenAsync();
        (await run.WalkAsync()).Error.ShouldBeNull();
        (await run.WalkAsync("field-service", SmallRun.Stages, "completes")).Error.ShouldBeNull();
        return await run.DataAsync();
    }

    private async Task<SmallRun> OpenAsync(Func<string, Task>? executed = null) =>
        await SmallRun.OpenAsync(await _databases.CreateAsync(), options => new FolderObjectStore(options.ObjectsFolder), whole => whole, executed);
}
