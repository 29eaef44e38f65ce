using DataHound.Domain.Notifications;
using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane.Notifications;
using TestSupport;

namespace Storage.Tests.ControlPlane.Notifications;

public sealed class NotificationRouterTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly Initiator Somebody = new("somebody", Reason: "we know");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_company_without_rules_tells_only_the_houses_log()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        (await house.TellAsync(NoticeKinds.RunFailed, "bare")).ShouldBe("routed");
        var told = (await house.Get<INotificationLedger>().ListAsync(new NotificationQuery { Company = "bare" }, Token)).Items.ShouldHaveSingleItem();
        told.Key.ShouldBe(new NotificationChannelKey(NotificationScopes.House, "log"));
        told.State.ShouldBe(NotificationState.Pending);
        (await house.TellAsync(NoticeKinds.RunSucceeded, "bare")).ShouldBe("no_route");
    }

    [Fact]
    public async Task A_companys_channels_hear_nothing_of_another_company()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await house.AddCompanyAsync("mine");
        await house.AddCompanyAsync("rival");
        await house.TellAsync(NoticeKinds.RunFailed, "mine");
        (await house.QueuedAsync("mine")).ShouldBe(1);
        (await house.QueuedAsync("rival")).ShouldBe(0);
    }

    [Fact]
    public async Task Each_notice_is_routed_once_whoever_routes()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await house.AddCompanyAsync("raced");
        for (var number = 0; number < 20; number++)
            await house.Get<INotificationOutbox>().WriteAsync(Notices.Of(NoticeKinds.RunFailed, $"raced:{number}") with { Company = "raced" }, Token);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => house.Get<INotificationRouter>().RouteAsync(100, Token)));
        (await house.QueuedAsync("raced")).ShouldBe(20);
    }

    [Fact]
    public async Task The_same_within_the_window_is_told_once_and_again_after_it()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await house.AddCompanyAsync("window", """, "deduplicate_minutes": 10""");
        (await house.TellAsync(NoticeKinds.RunQuarantined, "window")).ShouldBe("routed");
        house.Clock.Advance(TimeSpan.FromMinutes(9));
        (await house.TellAsync(NoticeKinds.RunQuarantined, "window")).ShouldBe("repeated");
        (await house.TellAsync(NoticeKinds.RunQuarantined, "window", subject: "other")).ShouldBe("routed");
        house.Clock.Advance(TimeSpan.FromMinutes(2));
        (await house.TellAsync(NoticeKinds.RunQuarantined, "window")).ShouldBe("routed");
    }

    [Fact]
    public async Task An_alert_is_told_when_it_opens_when_it_gets_worse_after_the_repeat_time_and_when_it_ends()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await house.AddCompanyAsync("alerting", """, "repeat_alert_minutes": 60""");
        (await house.TellAsync(NoticeKinds.RunFailed, "alerting", AlertChange.Open)).ShouldBe("routed");
        house.Clock.Advance(TimeSpan.FromMinutes(30));
        (await house.TellAsync(NoticeKinds.RunFailed, "alerting", AlertChange.Open)).ShouldBe("repeated");
        (await house.TellAsync(NoticeKinds.RunFailed, "alerting", AlertChange.Open, NoticeSeverity.Critical)).ShouldBe("routed");
        house.Clock.Advance(TimeSpan.FromMinutes(61));
        (await house.TellAsync(NoticeKinds.RunFailed, "alerting", AlertChange.Open)).ShouldBe("routed");
        (await house.Get<IAlerts>().ListAsync(new AlertQuery { Company = "alerting", Open = true }, Token)).Items.ShouldHaveSingleItem().Occurrences.ShouldBe(4);

        (await house.TellAsync(NoticeKinds.RunSucceeded, "alerting", AlertChange.Resolve)).ShouldBe("routed");
        var end = (await house.Get<INotificationLedger>().ListAsync(new NotificationQuery { Company = "alerting", Kind = "run_succeeded" }, Token)).Items;
        end.ShouldAllBe(notification => notification.Message.Title.StartsWith("Resolved: "));
        end.Select(notification => notification.Key.Scope).ShouldBe([NotificationScopes.House, "alerting"], ignoreOrder: true);
        (await house.TellAsync(NoticeKinds.RunSucceeded, "alerting", AlertChange.Resolve)).ShouldBe("no_route");
        (await house.TellAsync(NoticeKinds.RunFailed, "alerting", AlertChange.Open)).ShouldBe("routed");
        (await house.Get<IAlerts>().ListAsync(new AlertQuery { Company = "alerting" }, Token)).Items.ShouldHaveSingleItem().Occurrences.ShouldBe(1);
    }

    [Fact]
    public async Task A_silenced_alert_goes_on_silently_until_its_time()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await house.AddCompanyAsync("silent");
        await house.TellAsync(NoticeKinds.RunFailed, "silent", AlertChange.Open);
        var silenced = (await house.Get<IAlerts>().SilenceAsync("run:silent", house.Clock.GetUtcNow().AddHours(8), Somebody, Token)).ShouldNotBeNull();
        (silenced.SilencedBy, silenced.SilenceReason).ShouldBe(("somebody", "we know"));
        house.Clock.Advance(TimeSpan.FromHours(7));
        (await house.TellAsync(NoticeKinds.RunFailed, "silent", AlertChange.Open)).ShouldBe("silenced");
        house.Clock.Advance(TimeSpan.FromHours(2));
        (await house.TellAsync(NoticeKinds.RunFailed, "silent", AlertChange.Open)).ShouldBe("routed");
        (await house.Get<IAlerts>().ListAsync(new AlertQuery { Company = "silent" }, Token)).Items.Single().SilencedUntil.ShouldBeNull();
        (await house.Get<IAlerts>().SilenceAsync("run:nothing", house.Clock.GetUtcNow().AddHours(8), Somebody, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task An_alert_that_is_unsilenced_is_told_again()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await house.AddCompanyAsync("loud", """, "repeat_alert_minutes": 1""");
        await house.TellAsync(NoticeKinds.RunFailed, "loud", AlertChange.Open);
        await house.Get<IAlerts>().SilenceAsync("run:loud", house.Clock.GetUtcNow().AddHours(8), Somebody, Token);
        await house.Get<IAlerts>().UnsilenceAsync("run:loud", Somebody, Token);
        house.Clock.Advance(TimeSpan.FromMinutes(2));
        (await house.TellAsync(NoticeKinds.RunFailed, "loud", AlertChange.Open)).ShouldBe("routed");
    }

    [Fact]
    public async Task What_falls_into_quiet_hours_is_due_at_their_end()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await house.AddCompanyAsync("quiet", """, "quiet_hours": {"time_zone": "UTC", "from": "11:00", "to": "13:00"}""");
        await house.TellAsync(NoticeKinds.RunFailed, "quiet");
        var queue = house.Get<INotificationQueue>();
        (await queue.ClaimAsync(NotificationHouse.Ops("quiet"), 10, TimeSpan.FromMinutes(1), Token)).ShouldBeEmpty();
        house.Clock.Advance(TimeSpan.FromHours(1));
        (await queue.ClaimAsync(NotificationHouse.Ops("quiet"), 10, TimeSpan.FromMinutes(1), Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_test_goes_to_one_channel_at_once_and_an_unknown_channel_is_refused()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await house.AddCompanyAsync("tested", """, "quiet_hours": {"time_zone": "UTC", "from": "11:00", "to": "13:00"}""");
        (await house.Get<INotificationRouter>().TestAsync("tested", "ops", "somebody", Token)).Count.ShouldBe(1);
        (await house.Get<INotificationQueue>().ClaimAsync(NotificationHouse.Ops("tested"), 10, TimeSpan.FromMinutes(1), Token)).ShouldHaveSingleItem().Message.Kind.ShouldBe("test");
        (await Should.ThrowAsync<UserErrorException>(() => house.Get<INotificationRouter>().TestAsync("tested", "nobody", "somebody", Token))).Error.Code.ShouldBe("channel_unknown");
    }
}
