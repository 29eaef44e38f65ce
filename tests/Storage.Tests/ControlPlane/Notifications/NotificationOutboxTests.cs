using DataHound.Domain.Notifications;
using DataHound.Domain.Observability;
using DataHound.Domain.Pipelines;
using DataHound.Storage.ControlPlane.Notifications;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.Pipelines;
using Storage.Tests.ControlPlane.Runs;
using TestSupport;

namespace Storage.Tests.ControlPlane.Notifications;

public sealed class NotificationOutboxTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_notice_is_written_once_per_key()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var outbox = house.Get<INotificationOutbox>();
        var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => outbox.WriteAsync(Notices.Of(NoticeKinds.GateReady, "gate:once"), Token)));
        written.Count(first => first).ShouldBe(1);
        (await CountAsync(house, "gate:once")).ShouldBe(1);
    }

    [Fact]
    public async Task A_notice_shares_the_fate_of_the_transaction_it_is_written_in()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await using (var connection = await house.Database.OpenConnectionAsync(Token))
        {
            await using var transaction = await connection.BeginTransactionAsync(Token);
            (await NoticeWriter.WriteAsync(connection, Notices.Of(NoticeKinds.GateReady, "gate:undone"), house.Clock.GetUtcNow(), Token)).ShouldBeTrue();
            await transaction.RollbackAsync(Token);
        }

        (await CountAsync(house, "gate:undone")).ShouldBe(0);
    }

    [Fact]
    public async Task A_long_fact_is_cut_and_a_long_key_is_refused()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var outbox = house.Get<INotificationOutbox>();
        await outbox.WriteAsync(Notices.Of(NoticeKinds.GateReady, "gate:long", ("cause", new string('x', 5000) + "\0")), Token);
        (await house.Database.Command("SELECT length(facts_json ->> 'cause') FROM control.notices WHERE subject = 'gate:long'").ScalarAsync<int>(Token)).ShouldBe(500);
        await Should.ThrowAsync<ArgumentException>(() => outbox.WriteAsync(Notices.Of(NoticeKinds.GateReady, new string('s', 256)), Token));
    }

    [Theory]
    [InlineData(RunStatus.Failed, "run_failed", "open")]
    [InlineData(RunStatus.Canceled, "run_canceled", "none")]
    [InlineData(RunStatus.Success, "run_succeeded", "resolve")]
    public async Task The_end_of_a_companys_part_is_told_in_the_same_transaction(RunStatus status, string kind, string alert)
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var run = await house.StartRunAsync($"ended-{kind.Replace('_', '-')}");
        var error = status is RunStatus.Failed ? new UserError("unit_failed", "A unit failed.", "Look.") : null;
        await house.Get<IRunStore>().FinishCompanyAsync(run.RunId, run.Company, status, error, Token);
        await house.Get<IRunStore>().FinishRunAsync(run.RunId, null, Token);
        var told = await house.Database.Command(
            "SELECT kind, alert_change, facts_json ->> 'error_code' FROM control.notices WHERE task_id = @run AND company = @company", ("run", run.RunId), ("company", run.Company))
            .ListAsync(reader => (reader.GetString(0), reader.GetString(1), reader.GetString(2)), Token);
        told.ShouldBe([(kind, alert, error?.Code ?? "")]);
    }

    [Fact]
    public async Task A_success_with_rows_set_aside_says_how_many()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var run = await house.StartRunAsync("aside");
        var counts = new StageCounts { In = 5, Good = 2, Quarantined = new Dictionary<string, long>(StringComparer.Ordinal) { ["missing_key"] = 2, ["bad_date"] = 1 } };
        var key = await house.DoStageAsync(run, "prepare", new StageUnitResult { Unit = "jobs", Counts = counts });
        await house.Get<IStageStore>().CommitAsync(key, Token);
        await house.Get<IRunStore>().FinishCompanyAsync(run.RunId, run.Company, RunStatus.Success, null, Token);
        (await house.Database.Command("SELECT kind || ' ' || (facts_json ->> 'quarantined') FROM control.notices WHERE task_id = @run", ("run", run.RunId)).ScalarAsync<string>(Token)).ShouldBe("run_quarantined 3");
    }

    private static Task<long> CountAsync(StorageHouse house, string subject) =>
        house.Database.Command("SELECT count(*) FROM control.notices WHERE subject = @subject", ("subject", subject)).ScalarAsync<long>(Token);
}
