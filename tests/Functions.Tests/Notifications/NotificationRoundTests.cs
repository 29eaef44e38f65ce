using DataHound.Domain.Observability;
using DataHound.Functions.Notifications;
using DataHound.Storage.ControlPlane.Notifications;
using Fakes;
using TestSupport;

namespace DataHound.Functions.Tests.Notifications;

public sealed class NotificationRoundTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan TwoMinutes = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_notice_reaches_its_channel_once_and_leaves_a_receipt()
    {
        await using var app = await NotificationApp.OpenAsync(postgres.ConnectionString);
        await using var endpoint = await FakeEndpoint.StartAsync();
        await app.AddCompanyAsync("once", endpoint);
        await app.TellAsync("once");
        await app.DeliverAsync();
        await app.DeliverAsync();
        StandardWebhookReceiver.Accepts(endpoint.Received.ShouldHaveSingleItem(), NotificationApp.Secret, app.Clock.GetUtcNow()).ShouldBeTrue();
        (await app.ListAsync("once")).ShouldHaveSingleItem().State.ShouldBe(NotificationState.Sent);
    }

    [Fact]
    public async Task Deliverers_that_race_send_each_once()
    {
        await using var app = await NotificationApp.OpenAsync(postgres.ConnectionString);
        await using var other = await NotificationApp.OpenAsync(postgres.ConnectionString);
        await using var endpoint = await FakeEndpoint.StartAsync();
        await app.AddCompanyAsync("raced", endpoint);
        await app.TellAsync("raced", 40);
        await Task.WhenAll(app.DeliverAsync(), other.DeliverAsync(), app.DeliverAsync());
        endpoint.Received.Count.ShouldBe(40);
        endpoint.Received.Select(request => request.Headers["webhook-id"]).Distinct().Count().ShouldBe(40);
        (await app.ListAsync("raced")).ShouldAllBe(notification => notification.State == NotificationState.Sent);
    }

    [Fact]
    public async Task One_that_was_taken_but_not_recorded_is_recorded_and_not_sent_again()
    {
        await using var app = await NotificationApp.OpenAsync(postgres.ConnectionString);
        await using var endpoint = await FakeEndpoint.StartAsync();
        await app.AddCompanyAsync("killed", endpoint);
        await app.TellAsync("killed");
        await app.Get<INotificationRouter>().RouteAsync(100, Token);
        var claimed = (await app.Queue.ClaimAsync(new NotificationChannelKey("killed", "hook0"), 1, NotificationSender.AttemptFor, Token)).Single();
        (await app.Get<NotificationSender>().SendAsync(claimed, Token)).State.ShouldBe(NotificationState.Sent);

        // Killed here: what was sent was never recorded. The claim runs out and another process finds it.
        app.Clock.Advance(TwoMinutes);
        await app.DeliverAsync();
        endpoint.Received.Count.ShouldBe(1);
        (await app.ListAsync("killed")).ShouldHaveSingleItem().State.ShouldBe(NotificationState.Sent);
    }

    [Fact]
    public async Task When_nobody_knows_whether_it_was_taken_it_comes_again_under_the_same_id()
    {
        await using var app = await NotificationApp.OpenAsync(postgres.ConnectionString);
        await using var endpoint = await FakeEndpoint.StartAsync(new FakeAnswer(200) { Reset = true }, new FakeAnswer(200));
        await app.AddCompanyAsync("unknown", endpoint);
        await app.TellAsync("unknown");
        await app.DeliverAsync();
        var waiting = (await app.ListAsync("unknown")).ShouldHaveSingleItem();
        (waiting.State, waiting.ErrorCode).ShouldBe((NotificationState.Pending, "connection_lost"));
        app.Clock.Advance(TwoMinutes);
        await app.DeliverAsync();
        endpoint.Received.Count.ShouldBe(2);
        endpoint.Received.Select(request => request.Headers["webhook-id"]).Distinct().Count().ShouldBe(1);
        (await app.ListAsync("unknown")).ShouldHaveSingleItem().State.ShouldBe(NotificationState.Sent);
    }

    [Fact]
    public async Task An_endpoint_that_is_gone_is_disabled_and_gets_nothing_until_it_is_enabled()
    {
        await using var app = await NotificationApp.OpenAsync(postgres.ConnectionString);
        await using var endpoint = await FakeEndpoint.StartAsync(new FakeAnswer(410), new FakeAnswer(200));
        await app.AddCompanyAsync("gone", endpoint);
        await app.TellAsync("gone");
        await app.DeliverAsync();
        await app.TellAsync("gone");
        await app.DeliverAsync();
        endpoint.Received.Count.ShouldBe(1);
        (await app.ListAsync("gone")).Select(notification => (notification.State, notification.ErrorCode)).ShouldBe([(NotificationState.Skipped, "endpoint_disabled"), (NotificationState.Failed, "http_410")]);
        await app.Get<INotificationEndpoints>().EnableAsync(new NotificationChannelKey("gone", "hook0"), new Initiator("tests"), Token);
        await app.Get<INotificationLedger>().ResendAsync((await app.ListAsync("gone"))[0].Id, new Initiator("tests"), Token);
        await app.DeliverAsync();
        endpoint.Received.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_endpoint_that_asks_for_time_gets_it()
    {
        await using var app = await NotificationApp.OpenAsync(postgres.ConnectionString);
        await using var endpoint = await FakeEndpoint.StartAsync(new FakeAnswer(429) { RetryAfter = "120" }, new FakeAnswer(200));
        await app.AddCompanyAsync("asked", endpoint);
        await app.TellAsync("asked");
        var before = app.Clock.GetUtcNow();
        await app.DeliverAsync();
        (await app.ListAsync("asked")).ShouldHaveSingleItem().NextAttemptAt.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(before.AddSeconds(120).AddMilliseconds(-1));
        await app.TellAsync("asked");
        app.Clock.Advance(TimeSpan.FromSeconds(60));
        await app.DeliverAsync();
        endpoint.Received.Count.ShouldBe(1);
        app.Clock.Advance(TimeSpan.FromSeconds(90));
        await app.DeliverAsync();
        endpoint.Received.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_slow_endpoint_does_not_keep_the_others_waiting()
    {
        await using var app = await NotificationApp.OpenAsync(postgres.ConnectionString);
        var release = new TaskCompletionSource();
        await using var slow = await FakeEndpoint.StartAsync(new FakeAnswer(200) { Wait = release.Task });
        await using var fast = await FakeEndpoint.StartAsync();
        await app.AddCompanyAsync("slow", slow, fast);
        await app.TellAsync("slow", 12);
        var round = app.DeliverAsync();
        await fast.WaitForAsync(12);
        await app.TellAsync("slow");
        await fast.WaitForAsync(13);
        round.IsCompleted.ShouldBeFalse();
        release.SetResult();
        await round;
        slow.Received.Count.ShouldBe(13);
    }

    [Fact]
    public async Task After_the_last_attempt_it_is_given_up()
    {
        await using var app = await NotificationApp.OpenAsync(postgres.ConnectionString);
        await using var endpoint = await FakeEndpoint.StartAsync(new FakeAnswer(500));
        await app.AddCompanyAsync("hopeless", endpoint);
        await app.TellAsync("hopeless");
        for (var attempt = 0; attempt < 10; attempt++)
        {
            (await app.ListAsync("hopeless")).ShouldAllBe(notification => notification.State == NotificationState.Pending);
            await app.DeliverAsync();
            app.Clock.Advance(TimeSpan.FromHours(30));
        }

        var given = (await app.ListAsync("hopeless")).ShouldHaveSingleItem();
        (given.State, given.ErrorCode, given.Attempts).ShouldBe((NotificationState.Failed, "http_500", 10));
        endpoint.Received.Select(request => request.Headers["webhook-id"]).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_channel_that_was_taken_out_of_the_rules_is_skipped()
    {
        await using var app = await NotificationApp.OpenAsync(postgres.ConnectionString);
        await using var endpoint = await FakeEndpoint.StartAsync();
        await app.AddCompanyAsync("removed", endpoint);
        await app.TellAsync("removed");
        await app.Get<INotificationRouter>().RouteAsync(100, Token);
        await app.AddCompanyAsync("removed");
        await app.DeliverAsync();
        (await app.ListAsync("removed")).ShouldHaveSingleItem().ErrorCode.ShouldBe("channel_removed");
        endpoint.Received.ShouldBeEmpty();
    }
}
