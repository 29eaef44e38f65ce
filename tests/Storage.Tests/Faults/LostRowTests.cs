using DataHound.Domain.Pipelines;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Objects;
using DataHound.Storage.Pipelines;
using TestSupport;

namespace Storage.Tests.Faults;

public sealed class LostRowTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly MigratedDatabases _databases = new(postgres);

    [Theory]
    [InlineData("ingest")]
    [InlineData("prepare")]
    [InlineData("upsert")]
    [InlineData("profile")]
    [InlineData("detect")]
    [InlineData("lists")]
    public Task A_stage_that_loses_a_row_fails_the_run_and_publishes_nothing_of_it(string stage) => FailsAsync(
        stage, result => result with { Counts = result.Counts with { Good = result.Counts.Good - 1 } });

    [Fact]
    public Task A_batch_whose_file_holds_fewer_rows_than_are_counted_fails_the_run() => FailsAsync(
        "prepare", result => result with { Counts = result.Counts with { In = result.Counts.In + 1, Good = result.Counts.Good + 1 } });

    [Fact]
    public Task A_quarantine_whose_file_holds_fewer_rows_than_are_counted_fails_the_run() => FailsAsync(
        "prepare",
        result => result.Counts.Quarantined.Count == 0
            ? result
            : result with { Counts = result.Counts with { In = result.Counts.In + 1, Quarantined = new Dictionary<string, long>(result.Counts.Quarantined, StringComparer.Ordinal) { ["lost"] = 1 } } });

    [Fact]
    public Task A_merge_that_was_given_fewer_rows_than_waited_fails_the_run() => FailsAsync(
        "upsert", result => result with { Counts = new StageCounts { In = result.Counts.In - 1, Good = result.Counts.Good - 1 } });

    [Fact]
    public Task Counts_below_nothing_fail_the_run() => FailsAsync(
        "lists",
        result => result with { Counts = new StageCounts { In = 1, Good = 2, Discarded = new Dictionary<string, long>(StringComparer.Ordinal) { ["not_listed"] = -1 } } });

    private async Task FailsAsync(string lossy, Func<StageUnitResult, StageUnitResult> lose)
    {
        var database = await _databases.CreateAsync();
        await using var run = await SmallRun.OpenAsync(
            database, options => new FolderObjectStore(options.ObjectsFolder), whole => whole, change: (stage, result) => stage == lossy ? lose(result) : result);

        var ended = await run.WalkAsync();

        (ended.Status, ended.Error?.Code).ShouldBe((RunStatus.Failed, "rows_do_not_add_up"));
        var outcome = await run.OutcomeAsync();
        outcome.ShouldContain($"stage {lossy} failed");
        outcome.ShouldNotContain($"stage {lossy} success");
        await run.CheckAsync();
    }
}
