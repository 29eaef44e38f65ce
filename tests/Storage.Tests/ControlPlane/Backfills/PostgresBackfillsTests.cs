using System.Diagnostics;
using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane.Backfills;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.ControlPlane.Sql;
using Microsoft.Extensions.DependencyInjection;
using TestSupport;

namespace Storage.Tests.ControlPlane.Backfills;

public sealed class PostgresBackfillsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateOnly First = new(2015, 3, 7);
    private static readonly Initiator By = new("ann");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_window_ends_with_the_last_second_of_its_day_in_the_companys_time_zone()
    {
        await using var house = await OpenAsync();
        var backfill = await house.Get<IBackfills>().StartAsync(Request(days: 3, ("east", "Europe/Berlin"), ("west", "America/Chicago")), Token);
        var page = await house.Get<IBackfills>().ListPartitionsAsync(backfill.Id, null, 100, null, Token);
        page.Items.Select(partition => $"{partition.Ordinal} {partition.Company} {partition.AsOf.UtcDateTime:MM-dd HH:mm:ss}").ShouldBe(
            ["1 east 03-07 22:59:59", "2 west 03-08 05:59:59", "3 east 03-08 22:59:59", "4 west 03-09 04:59:59", "5 east 03-09 22:59:59", "6 west 03-10 04:59:59"]);
    }

    [Fact]
    public async Task Windows_of_one_company_go_one_after_another_and_companies_side_by_side_as_far_as_there_is_room()
    {
        await using var house = await OpenAsync();
        var backfills = house.Get<IBackfills>();
        var backfill = await backfills.StartAsync(Request(days: 2, ("a", "UTC"), ("b", "UTC"), ("c", "UTC")) with { Parallelism = 2 }, Token);

        var next = await backfills.NextAsync(backfill.Id, Token);
        next.Select(partition => partition.Ordinal).ShouldBe([1, 2]);
        var runs = await StartAsync(house, backfill, next);
        (await backfills.NextAsync(backfill.Id, Token)).ShouldBeEmpty();
        await EndAsync(house, runs[0], RunStatus.Success);
        await backfills.SettleAsync(backfill.Id, Token);
        (await backfills.NextAsync(backfill.Id, Token)).Select(partition => partition.Ordinal).ShouldBe([3]);
        (await backfills.CountAsync(backfill.Id, Token)).ShouldBe(new Dictionary<BackfillPartitionStatus, long>
        {
            [BackfillPartitionStatus.Waiting] = 4, [BackfillPartitionStatus.Running] = 1, [BackfillPartitionStatus.Success] = 1,
        });
    }

    [Fact]
    public async Task A_failed_window_holds_its_companys_later_ones_until_the_backfill_is_resumed()
    {
        await using var house = await OpenAsync();
        var backfills = house.Get<IBackfills>();
        var backfill = await backfills.StartAsync(Request(days: 2, ("a", "UTC")), Token);
        await WalkAsync(house, backfill, RunStatus.Failed);
        (await backfills.NextAsync(backfill.Id, Token)).ShouldBeEmpty();
        (await backfills.FindAsync(backfill.Id, Token))!.Status.ShouldBe(BackfillStatus.Failed);

        (await backfills.ChangeAsync(backfill.Id, BackfillChange.Resume, By, Token)).Status.ShouldBe(BackfillStatus.Running);
        (await backfills.NextAsync(backfill.Id, Token)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(partition => partition.Ordinal.ShouldBe(1), partition => partition.Attempt.ShouldBe(2));
        await WalkAsync(house, backfill, RunStatus.Success);
        await WalkAsync(house, backfill, RunStatus.Success);
        (await backfills.NextAsync(backfill.Id, Token)).ShouldBeEmpty();
        (await backfills.FindAsync(backfill.Id, Token))!.Status.ShouldBe(BackfillStatus.Success);
        (await Should.ThrowAsync<UserErrorException>(() => backfills.ChangeAsync(backfill.Id, BackfillChange.Cancel, By, Token))).Error.Code.ShouldBe("backfill_finished");
    }

    [Fact]
    public async Task A_paused_backfill_starts_nothing_and_a_canceled_one_nothing_ever()
    {
        await using var house = await OpenAsync();
        var backfills = house.Get<IBackfills>();
        var backfill = await backfills.StartAsync(Request(days: 3, ("a", "UTC")), Token);
        var runs = await StartAsync(house, backfill, await backfills.NextAsync(backfill.Id, Token));
        await backfills.ChangeAsync(backfill.Id, BackfillChange.Pause, By, Token);
        (await backfills.ListWorkingAsync(10, Token)).ShouldHaveSingleItem();
        await EndAsync(house, runs[0], RunStatus.Success);
        await backfills.SettleAsync(backfill.Id, Token);
        (await backfills.NextAsync(backfill.Id, Token)).ShouldBeEmpty();
        (await backfills.ListWorkingAsync(10, Token)).ShouldBeEmpty();
        await backfills.ChangeAsync(backfill.Id, BackfillChange.Cancel, By, Token);
        (await backfills.CountAsync(backfill.Id, Token)).ShouldBe(new Dictionary<BackfillPartitionStatus, long> { [BackfillPartitionStatus.Success] = 1, [BackfillPartitionStatus.Canceled] = 2 });
    }

    [Fact]
    public async Task What_was_started_before_a_crash_is_found_again_and_not_started_twice()
    {
        await using var house = await OpenAsync();
        var backfills = house.Get<IBackfills>();
        var request = Request(days: 1, ("a", "UTC")) with { Key = "k" };
        var backfill = await backfills.StartAsync(request, Token);
        (await backfills.StartAsync(request, Token)).Id.ShouldBe(backfill.Id);
        (await backfills.CountAsync(backfill.Id, Token))[BackfillPartitionStatus.Waiting].ShouldBe(1);

        // The run was recorded, and the process died before it was noted.
        var next = (await backfills.NextAsync(backfill.Id, Token)).ShouldHaveSingleItem();
        var run = await RunOfAsync(house, backfill, next);
        var again = (await backfills.NextAsync(backfill.Id, Token)).ShouldHaveSingleItem();
        (await RunOfAsync(house, backfill, again)).ShouldBe(run);
    }

    [Fact]
    public async Task A_hundred_thousand_partitions_are_planned_and_paged_by_index_and_in_one_statement()
    {
        await using var house = await OpenAsync();
        var backfills = house.Get<IBackfills>();
        var companies = Enumerable.Range(0, 100).Select(number => (FormattableString.Invariant($"company-{number:D3}"), "America/Chicago")).ToArray();
        var watch = Stopwatch.StartNew();
        var backfill = await backfills.StartAsync(Request(days: 1000, companies), Token);
        var planned = watch.Elapsed;
        watch.Restart();
        var page = await backfills.ListPartitionsAsync(backfill.Id, null, 1000, "99000", Token);
        TestContext.Current.SendDiagnosticMessage($"100,000 partitions planned in {planned.TotalMilliseconds:F0} ms, the last 1,000 paged in {watch.Elapsed.TotalMilliseconds:F0} ms");
        (page.Items.Count, page.Items[^1].Ordinal, page.NextCursor).ShouldBe((1000, 100_000, null));
        (await house.Database.Command("SELECT count(*) FROM control.backfill_partitions").ScalarAsync<long>(Token)).ShouldBe(0, "planning writes no partitions");
        (await backfills.CountAsync(backfill.Id, Token))[BackfillPartitionStatus.Waiting].ShouldBe(100_000);
        (await backfills.NextAsync(backfill.Id, Token)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Pages_by_state_hold_each_partition_once_whether_it_was_started_or_not()
    {
        await using var house = await OpenAsync();
        var backfills = house.Get<IBackfills>();
        var backfill = await backfills.StartAsync(Request(days: 1500, ("a", "UTC"), ("b", "UTC")), Token);
        for (var window = 0; window < 2; window++)
            await WalkAsync(house, backfill, RunStatus.Success);
        await StartAsync(house, backfill, [(await backfills.NextAsync(backfill.Id, Token))[1]]);

        (await OrdinalsAsync(backfills, backfill, null)).ShouldBe(Enumerable.Range(1, 3000));
        (await OrdinalsAsync(backfills, backfill, BackfillPartitionStatus.Success)).ShouldBe([1, 2, 3, 4]);
        (await OrdinalsAsync(backfills, backfill, BackfillPartitionStatus.Running)).ShouldBe([6]);
        (await OrdinalsAsync(backfills, backfill, BackfillPartitionStatus.Waiting)).ShouldBe(Enumerable.Range(1, 3000).Where(ordinal => ordinal > 4 && ordinal != 6));
        (await OrdinalsAsync(backfills, backfill, BackfillPartitionStatus.Canceled)).ShouldBeEmpty();
        await backfills.ChangeAsync(backfill.Id, BackfillChange.Cancel, By, Token);
        (await OrdinalsAsync(backfills, backfill, BackfillPartitionStatus.Waiting)).ShouldBeEmpty();
        (await OrdinalsAsync(backfills, backfill, BackfillPartitionStatus.Canceled)).Count.ShouldBe(2995);
        (await backfills.ListPartitionsAsync(backfill.Id, null, 10, "99999999999999", Token)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Canceling_asks_every_active_run_to_stop_and_one_that_is_started_meanwhile()
    {
        const int Companies = 1100;
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync(), services => services.AddSingleton(new BackfillOptions { MaximumParallelism = Companies }));
        var backfills = house.Get<IBackfills>();
        var companies = Enumerable.Range(0, Companies).Select(number => (FormattableString.Invariant($"company-{number:D4}"), "UTC")).ToArray();
        var backfill = await backfills.StartAsync(Request(days: 1, companies) with { Parallelism = Companies }, Token);
        var next = await backfills.NextAsync(backfill.Id, Token);
        var late = await RunOfAsync(house, backfill, next[0]);
        await house.Database.Command(
            """
            INSERT INTO control.run_details (run_id, id, name_prefix, attempt, status, companies, stages, as_of, requested_by, heartbeat_at)
            SELECT 'run-' || c, gen_random_uuid(), 'run-' || c, 1, 'running', ARRAY[c], ARRAY['ingest'], now(), 'test', now() FROM unnest(@companies) AS c
            """,
            ("companies", companies.Skip(1).Select(company => company.Item1).ToArray())).RunAsync(Token);
        await house.Database.Command(
            "INSERT INTO control.run_companies (run_id, company, pipeline_name, status, started_at) SELECT 'run-' || c, c, 'field-service', 'running', now() FROM unnest(@companies) AS c",
            ("companies", companies.Skip(1).Select(company => company.Item1).ToArray())).RunAsync(Token);
        foreach (var partition in next.Skip(1))
            await backfills.MarkStartedAsync(backfill.Id, partition, $"run-{partition.Company}", Token);

        await backfills.ChangeAsync(backfill.Id, BackfillChange.Cancel, By, Token);

        (await AskedAsync(house)).ShouldBe(Companies - 1);
        await backfills.MarkStartedAsync(backfill.Id, next[0], late, Token);
        (await backfills.ListWorkingAsync(10, Token)).ShouldHaveSingleItem();
        await backfills.SettleAsync(backfill.Id, Token);
        (await AskedAsync(house)).ShouldBe(Companies);
        (await house.Database.Command("SELECT count(*) FROM control.audit_log WHERE action = 'run.cancel'").ScalarAsync<long>(Token)).ShouldBe(Companies);
    }

    [Fact]
    public async Task Days_that_have_not_come_and_days_of_another_age_are_refused()
    {
        await using var house = await OpenAsync();
        var today = DateOnly.FromDateTime(house.Clock.GetUtcNow().UtcDateTime);
        foreach (var (from, to) in ((DateOnly, DateOnly)[])[(today, today.AddDays(1)), (new DateOnly(215, 6, 1), new DateOnly(215, 6, 2)), (today, DateOnly.MaxValue)])
        {
            var refused = await Should.ThrowAsync<UserErrorException>(() => house.Get<IBackfills>().StartAsync(Request(1, ("a", "UTC")) with { From = from, To = to }, Token));
            refused.Error.Code.ShouldBe("backfill_invalid");
        }

        (await house.Get<IBackfills>().StartAsync(Request(1, ("a", "UTC")) with { From = today, To = today }, Token)).Status.ShouldBe(BackfillStatus.Running);
    }

    [Fact]
    public async Task What_is_no_backfill_is_refused()
    {
        await using var house = await OpenAsync();
        var backfills = house.Get<IBackfills>();
        foreach (var wrong in new[] { Request(days: 0, ("a", "UTC")), Request(1, ("a", "UTC")) with { Parallelism = 0 }, Request(2_000_000, ("a", "UTC")) with { From = new DateOnly(1, 1, 1), To = DateOnly.MaxValue } })
            (await Should.ThrowAsync<UserErrorException>(() => backfills.StartAsync(wrong, Token))).Error.Code.ShouldBe("backfill_invalid");
    }

    private static Task<long> AskedAsync(StorageHouse house) =>
        house.Database.Command("SELECT count(*) FROM control.run_details WHERE cancel_requested_at IS NOT NULL").ScalarAsync<long>(Token);

    private static async Task<List<int>> OrdinalsAsync(IBackfills backfills, Backfill backfill, BackfillPartitionStatus? status)
    {
        var ordinals = new List<int>();
        string? cursor = null;
        do
        {
            var page = await backfills.ListPartitionsAsync(backfill.Id, status, 700, cursor, Token);
            ordinals.AddRange(page.Items.Select(partition => partition.Ordinal));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return ordinals;
    }

    private async Task<StorageHouse> OpenAsync() => await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());

    private static BackfillRequest Request(int days, params IReadOnlyList<(string Company, string TimeZone)> companies) => new()
    {
        Pipeline = "field-service", Companies = companies, Stages = ["ingest"], From = First, To = First.AddDays(Math.Min(days, 100_000) - 1), Parallelism = 4, By = By,
    };

    private static async Task<string> RunOfAsync(StorageHouse house, Backfill backfill, BackfillPartition partition)
    {
        var key = FormattableString.Invariant($"{backfill.Id}:{partition.Ordinal}:{partition.Attempt}");
        var result = await house.Get<IRunStore>().StartAsync(
            new StartRunRequest { Pipeline = "field-service", Companies = [partition.Company], Stages = ["ingest"], AsOf = partition.AsOf, RequestedBy = "test", IdempotencyKey = key, RequestHash = key }, Token);
        return result.Run.ShouldNotBeNull().RunId;
    }

    private static async Task<List<string>> StartAsync(StorageHouse house, Backfill backfill, IReadOnlyList<BackfillPartition> partitions)
    {
        var runs = new List<string>();
        foreach (var partition in partitions)
        {
            runs.Add(await RunOfAsync(house, backfill, partition));
            await house.Get<IBackfills>().MarkStartedAsync(backfill.Id, partition, runs[^1], Token);
        }

        return runs;
    }

    private static async Task EndAsync(StorageHouse house, string runId, RunStatus status)
    {
        var company = (await house.Get<IRunStore>().FindAsync(runId, Token))!.Companies[0];
        await house.Get<IRunStore>().FinishCompanyAsync(runId, company, status, status is RunStatus.Success ? null : UserError.Unexpected, Token);
        await house.Get<IRunStore>().FinishRunAsync(runId, null, Token);
    }

    private static async Task WalkAsync(StorageHouse house, Backfill backfill, RunStatus status)
    {
        var backfills = house.Get<IBackfills>();
        foreach (var run in await StartAsync(house, backfill, await backfills.NextAsync(backfill.Id, Token)))
            await EndAsync(house, run, status);
        await backfills.SettleAsync(backfill.Id, Token);
    }
}
