using DataHound.Domain.Notifications;
using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane;
using DataHound.Storage.ControlPlane.Notifications;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.ControlPlane.Upkeep;
using Microsoft.Extensions.DependencyInjection;
using Storage.Tests.ControlPlane.Notifications;
using TestSupport;

namespace Storage.Tests.ControlPlane.Upkeep;

public sealed class OldNoticesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly Initiator Ann = new("ann", Reason: "known");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_told_long_ago_is_forgotten_with_its_notifications_receipts_and_resolved_alerts()
    {
        await using var house = await OpenAsync();
        await house.AddCompanyAsync("told", minSeverity: "info");
        await house.TellAsync(NoticeKinds.RunFailed, "told", AlertChange.Open);
        await house.TellAsync(NoticeKinds.RunSucceeded, "told", AlertChange.Resolve);
        await SendAllAsync(house);
        house.Clock.Advance(TimeSpan.FromDays(29));
        (await TendAsync(house)).ShouldBe((0, 0));
        house.Clock.Advance(TimeSpan.FromDays(2));
        (await TendAsync(house)).ShouldBe((2, 1));
        (await CountsAsync(house)).ShouldBe((0, 0, 0, 0));
        (await TendAsync(house)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task What_waits_stays_however_old_and_so_does_what_was_sent_lately()
    {
        await using var house = await OpenAsync();
        await house.AddCompanyAsync("waits");
        await house.TellAsync(NoticeKinds.RunFailed, "waits");
        house.Clock.Advance(TimeSpan.FromDays(100));
        (await TendAsync(house)).ShouldBe((0, 0));
        await SendAllAsync(house);
        (await TendAsync(house)).ShouldBe((0, 0));
        house.Clock.Advance(TimeSpan.FromDays(31));
        (await TendAsync(house)).ShouldBe((1, 0));
    }

    [Fact]
    public async Task A_notice_that_nobody_was_told_of_is_forgotten_and_one_that_is_not_routed_stays()
    {
        await using var house = await OpenAsync();
        await house.AddCompanyAsync("quiet", minSeverity: "critical");
        (await house.TellAsync(NoticeKinds.RunSucceeded, "quiet")).ShouldBe("no_route");
        await house.Get<INotificationOutbox>().WriteAsync(Notices.Of(NoticeKinds.GateReady, "gate:unrouted"), Token);
        house.Clock.Advance(TimeSpan.FromDays(31));
        (await TendAsync(house)).ShouldBe((1, 0));
        (await house.Database.Command("SELECT subject FROM control.notices").ScalarAsync<string>(Token)).ShouldBe("gate:unrouted");
    }

    [Fact]
    public async Task The_notices_of_an_open_alert_stay_so_that_its_end_is_told_to_whom_its_opening_was()
    {
        await using var house = await OpenAsync();
        await house.AddCompanyAsync("open");
        await house.TellAsync(NoticeKinds.RunFailed, "open", AlertChange.Open);
        await SendAllAsync(house);
        house.Clock.Advance(TimeSpan.FromDays(365));
        (await TendAsync(house)).ShouldBe((0, 0));
        (await house.TellAsync(NoticeKinds.RunSucceeded, "open", AlertChange.Resolve)).ShouldBe("routed");
    }

    [Fact]
    public async Task An_alert_that_is_silenced_for_longer_stays()
    {
        await using var house = await OpenAsync();
        await house.AddCompanyAsync("silent");
        await house.TellAsync(NoticeKinds.RunFailed, "silent", AlertChange.Open);
        await house.Get<IAlerts>().SilenceAsync("run:silent", house.Clock.GetUtcNow().AddDays(365), Ann, Token);
        await house.TellAsync(NoticeKinds.RunSucceeded, "silent", AlertChange.Resolve);
        house.Clock.Advance(TimeSpan.FromDays(40));
        (await house.Get<IControlPlaneUpkeep>().TendAsync(Token)).AlertsForgotten.ShouldBe(0);
    }

    [Fact]
    public async Task A_notification_that_is_sent_again_meanwhile_keeps_its_notice()
    {
        await using var house = await OpenAsync();
        await house.AddCompanyAsync("again");
        await house.TellAsync(NoticeKinds.RunFailed, "again");
        await SendAllAsync(house);
        house.Clock.Advance(TimeSpan.FromDays(31));
        var sent = (await house.Get<INotificationLedger>().ListAsync(new NotificationQuery { Company = "again" }, Token)).Items.Single(notification => notification.Key == NotificationHouse.Ops("again"));
        var again = house.Get<INotificationLedger>().ResendAsync(sent.Id, Ann, Token);
        await Task.WhenAll(again, house.Get<IControlPlaneUpkeep>().TendAsync(Token));
        (await house.QueuedAsync("again")).ShouldBe(await again is null ? 0 : 2);
    }

    [Fact]
    public async Task More_notices_than_one_transaction_takes_are_all_walked()
    {
        await using var house = await OpenAsync();
        await house.Database.Command(
            """
            INSERT INTO control.notices (id, notice_key, kind, severity, message_type, subject, task_id, alert_change, facts_json, created_at, routed_at, outcome)
            SELECT gen_random_uuid(), 'many:' || n, 'test', 'info', 'info', 'many', 'many', 'none', '{}', @at, @at, 'no_route' FROM generate_series(1, 2500) AS n
            """,
            ("at", house.Clock.GetUtcNow())).RunAsync(Token);
        house.Clock.Advance(TimeSpan.FromDays(31));
        (await TendAsync(house)).ShouldBe((2500, 0));
    }

    private async Task<StorageHouse> OpenAsync() =>
        await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync(), services => services.AddSingleton(new ControlPlaneOptions { NoticeDays = 30 }));

    private static async Task<(int Notices, int Alerts)> TendAsync(StorageHouse house)
    {
        var report = await house.Get<IControlPlaneUpkeep>().TendAsync(Token);
        return (report.NoticesForgotten, report.AlertsForgotten);
    }

    /// <summary>Sends all that is due, the house's too.</summary>
    private static async Task SendAllAsync(StorageHouse house)
    {
        var queue = house.Get<INotificationQueue>();
        foreach (var channel in await queue.ListDueAsync(100, Token))
        {
            foreach (var notification in await queue.ClaimAsync(channel, 10, TimeSpan.FromMinutes(5), Token))
                (await queue.RecordAsync(notification, new NotificationOutcome { State = NotificationState.Sent }, Token)).ShouldBeTrue();
        }
    }

    private static async Task<(long Notices, long Deliveries, long Receipts, long Alerts)> CountsAsync(StorageHouse house) => (await house.Database.Command(
        """
        SELECT (SELECT count(*) FROM control.notices), (SELECT count(*) FROM control.notification_deliveries), (SELECT count(*) FROM control.notifications),
            (SELECT count(*) FROM control.alerts)
        """).ListAsync(reader => (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3)), Token)).Single();
}
