using DataHound.Storage.ControlPlane;
using DataHound.Storage.ControlPlane.Model;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.ControlPlane.Upkeep;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Storage.Tests.ControlPlane.Runs;
using TestSupport;

namespace Storage.Tests.ControlPlane.Upkeep;

public sealed class MonthlyRunsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    /// <summary>The migration before, as Entity Framework shortens it: it takes the first fifteen characters for a time of its own format.</summary>
    private static readonly string Before = "202611210012_AuditAndEffects"[15..];

    private const string PartitionOfRun = "SELECT tableoid::regclass::text FROM control.pipeline_runs WHERE run_id = @run";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_of_a_month_nobody_foresaw_is_kept_and_moves_to_its_month_when_that_is_made()
    {
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        var run = await house.StartRunAsync("unforeseen");
        (await PartitionAsync(house, run)).ShouldBe("control.pipeline_runs_rest");
        await house.Get<IControlPlaneUpkeep>().TendAsync(Token);
        (await PartitionAsync(house, run)).ShouldBe("control.pipeline_runs_2026_03");
        (await house.Get<IRunStore>().FindAsync(run.RunId, Token)).ShouldNotBeNull().StartedAt.ShouldBe(run.StartedAt);
    }

    [Fact]
    public async Task Partitions_are_made_ahead_once_and_the_next_month_s_runs_go_there()
    {
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        (await house.Get<IControlPlaneUpkeep>().TendAsync(Token)).MonthsAdded.ShouldBe(8);
        (await house.Get<IControlPlaneUpkeep>().TendAsync(Token)).MonthsAdded.ShouldBe(0);
        house.Clock.Advance(TimeSpan.FromDays(40));
        (await PartitionAsync(house, await house.StartRunAsync("foreseen"))).ShouldBe("control.pipeline_runs_2026_04");
    }

    [Fact]
    public async Task Old_months_leave_the_lists_unless_a_run_of_theirs_is_unfinished()
    {
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync(), services => services.AddSingleton(new ControlPlaneOptions { RunMonths = 2 }));
        var upkeep = house.Get<IControlPlaneUpkeep>();
        var runs = house.Get<IRunStore>();
        await upkeep.TendAsync(Token);
        var old = await house.StartRunAsync("old");
        await runs.FinishRunAsync(old.RunId, null, Token);
        house.Clock.Advance(TimeSpan.FromDays(31));
        var unfinished = await house.StartRunAsync("unfinished");
        house.Clock.Advance(TimeSpan.FromDays(100));
        (await upkeep.TendAsync(Token)).MonthsDetached.ShouldBe(["pipeline_runs_2026_03", "scheduler_runs_2026_03", "scheduler_runs_2026_04"], ignoreOrder: true);
        (await runs.ListAsync(new RunQuery(), Token)).Items.Select(run => run.RunId).ShouldBe([unfinished.RunId]);
        (await runs.FindAsync(old.RunId, Token)).ShouldBeNull();
        (await house.Database.Command("SELECT count(*) FROM control_archive.pipeline_runs_2026_03").ScalarAsync<long>(Token)).ShouldBe(1);
    }

    [Fact]
    public async Task A_run_id_is_unique_over_all_months()
    {
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        await house.Get<IControlPlaneUpkeep>().TendAsync(Token);
        var run = await house.StartRunAsync("unique");
        var again = house.Database.Command(
            "INSERT INTO control.pipeline_runs SELECT control.time_id_floor(started_at + interval '1 month'), run_id, company, pipeline_name, stage, status, NULL, NULL, NULL, started_at + interval '1 month', NULL FROM control.pipeline_runs WHERE run_id = @run",
            ("run", run.RunId));
        (await Should.ThrowAsync<PostgresException>(() => again.RunAsync(Token))).SqlState.ShouldBe(PostgresErrorCodes.ForeignKeyViolation);
        await InsertTaskAsync(house);
        await InsertTaskRunAsync(house, "2026-03-05");
        (await Should.ThrowAsync<PostgresException>(() => InsertTaskRunAsync(house, "2026-04-05"))).SqlState.ShouldBe(PostgresErrorCodes.UniqueViolation);
        await house.Database.Command("DELETE FROM control.scheduler_runs").RunAsync(Token);
        await InsertTaskRunAsync(house, "2026-04-05");
    }

    [Fact]
    public async Task The_cut_into_months_can_be_taken_back_and_made_again_with_all_rows()
    {
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        var first = await house.StartRunAsync("kept");
        await house.Get<IRunStore>().FinishRunAsync(first.RunId, null, Token);
        house.Clock.Advance(TimeSpan.FromDays(60));
        var second = await house.StartRunAsync("kept");
        await InsertTaskAsync(house);
        await InsertTaskRunAsync(house, "2026-03-05");
        var before = await RowsAsync(house);
        await using var context = await house.Get<IDbContextFactory<ControlPlaneContext>>().CreateDbContextAsync(Token);
        await context.GetService<IMigrator>().MigrateAsync(Before, Token);
        (await RowsAsync(house)).ShouldBe(before);
        await house.Database.Command("UPDATE control.pipeline_runs SET id = gen_random_uuid()").RunAsync(Token);
        await context.GetService<IMigrator>().MigrateAsync(null, Token);
        (await RowsAsync(house)).ShouldBe(before);
        (await PartitionAsync(house, first)).ShouldBe("control.pipeline_runs_2026_03");
        (await PartitionAsync(house, second)).ShouldBe("control.pipeline_runs_2026_04");
        (await house.Get<IRunStore>().ListAsync(new RunQuery { Company = "kept" }, Token)).Items.Select(run => run.RunId).ShouldBe([second.RunId, first.RunId]);
    }

    private static Task<string?> PartitionAsync(StorageHouse house, PipelineRun run) => house.Database.Command(PartitionOfRun, ("run", run.RunId)).ScalarAsync<string>(Token);

    private static Task<List<string>> RowsAsync(StorageHouse house) => house.Database.Command(
        """
        SELECT (to_jsonb(p) - 'id')::text FROM control.pipeline_runs p UNION ALL SELECT (to_jsonb(s) - 'id')::text FROM control.scheduler_runs s ORDER BY 1
        """).ListAsync(reader => reader.GetString(0), Token);

    private static Task InsertTaskAsync(StorageHouse house) => house.Database.Command(
        """
        INSERT INTO control.scheduler_tasks (id, task_key, task_type, company, config_json, schedule_type, timezone, status, created_at, updated_at)
        VALUES ('00000000-0000-0000-0000-000000000001', 'nightly', 'prepare', 'acme', '{}', 'interval', 'UTC', 'active', now(), now())
        """).RunAsync(Token);

    private static Task InsertTaskRunAsync(StorageHouse house, string day) => house.Database.Command(
        """
        INSERT INTO control.scheduler_runs (id, task_id, run_id, started_at, finished_at)
        VALUES (control.time_id_floor(@day::timestamptz), '00000000-0000-0000-0000-000000000001', 'nightly:1', @day::timestamptz, @day::timestamptz)
        """, ("day", day)).RunAsync(Token);
}
