using DataHound.Domain.Notifications;
using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane.Notifications;
using DataHound.Storage.ControlPlane.Sql;
using TestSupport;

namespace Storage.Tests.ControlPlane.Notifications;

public sealed class NotificationQueueTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly Initiator Somebody = new("somebody");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_who_claim_at_once_never_get_the_same()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await FillAsync(house, "two", 60);
        var queue = house.Get<INotificationQueue>();
        async Task<List<Guid>> DrainAsync()
        {
            var mine = new List<Guid>();
            while (await queue.ClaimAsync(NotificationHouse.Ops("two"), 3, Minute, Token) is { Count: > 0 } claimed)
                mine.AddRange(claimed.Select(notification => notification.Id));
            return mine;
        }

        var all = (await Task.WhenAll(DrainAsync(), DrainAsync(), DrainAsync())).SelectMany(ids => ids).ToList();
        all.Count.ShouldBe(60);
        all.Distinct().Count().ShouldBe(60);
    }

    [Fact]
    public async Task A_claim_that_ran_out_goes_to_the_next_and_the_first_can_record_nothing_more()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await FillAsync(house, "lost", 1);
        var queue = house.Get<INotificationQueue>();
        var first = (await queue.ClaimAsync(NotificationHouse.Ops("lost"), 1, Minute, Token)).Single();
        (await queue.ClaimAsync(NotificationHouse.Ops("lost"), 1, Minute, Token)).ShouldBeEmpty();
        house.Clock.Advance(Minute);
        var second = (await queue.ClaimAsync(NotificationHouse.Ops("lost"), 1, Minute, Token)).Single();
        (second.Id, second.Attempt).ShouldBe((first.Id, 2));
        (await queue.RecordAsync(first, new NotificationOutcome { State = NotificationState.Failed, ErrorCode = "late" }, Token)).ShouldBeFalse();
        (await queue.RecordAsync(second, new NotificationOutcome { State = NotificationState.Sent, ProviderMessageId = "their-id" }, Token)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(NotificationState.Sent, "sent")]
    [InlineData(NotificationState.Failed, "failed")]
    [InlineData(NotificationState.Skipped, "skipped")]
    public async Task An_end_writes_the_receipt_that_the_storage_design_names(NotificationState state, string status)
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await FillAsync(house, status, 1);
        var queue = house.Get<INotificationQueue>();
        var claimed = (await queue.ClaimAsync(NotificationHouse.Ops(status), 1, Minute, Token)).Single();
        await queue.RecordAsync(claimed, new NotificationOutcome { State = state, ErrorCode = state is NotificationState.Sent ? null : "http_500", ProviderMessageId = "their-id" }, Token);
        (await house.Database.Command(
            "SELECT concat_ws(' ', task_id, channel, target, message_type, payload_json ->> 'kind', status, provider_message_id) FROM control.notifications WHERE id = @id", ("id", claimed.Id)).ScalarAsync<string>(Token))
            .ShouldBe($"{status}:0 log log failed run_failed {status} their-id");
        (await queue.ListDueAsync(100, Token)).ShouldNotContain(NotificationHouse.Ops(status));
    }

    [Fact]
    public async Task One_to_be_tried_again_is_not_due_before_its_time_and_has_no_receipt()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await FillAsync(house, "again", 1);
        var queue = house.Get<INotificationQueue>();
        var claimed = (await queue.ClaimAsync(NotificationHouse.Ops("again"), 1, Minute, Token)).Single();
        await queue.RecordAsync(claimed, new NotificationOutcome { State = NotificationState.Pending, ErrorCode = "http_500", NextAttemptAt = house.Clock.GetUtcNow().AddMinutes(5) }, Token);
        (await queue.ListDueAsync(100, Token)).ShouldNotContain(NotificationHouse.Ops("again"));
        (await house.Database.Command("SELECT count(*) FROM control.notifications WHERE id = @id", ("id", claimed.Id)).ScalarAsync<long>(Token)).ShouldBe(0);
        house.Clock.Advance(TimeSpan.FromMinutes(5));
        (await queue.ListDueAsync(100, Token)).ShouldContain(NotificationHouse.Ops("again"));
        (await queue.ClaimAsync(NotificationHouse.Ops("again"), 1, Minute, Token)).Single().Attempt.ShouldBe(2);
    }

    [Fact]
    public async Task A_channel_that_must_rest_rests_as_a_whole()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await FillAsync(house, "resting", 2);
        var queue = house.Get<INotificationQueue>();
        var claimed = (await queue.ClaimAsync(NotificationHouse.Ops("resting"), 1, Minute, Token)).Single();
        var until = house.Clock.GetUtcNow().AddSeconds(30);
        await queue.RecordAsync(claimed, new NotificationOutcome { State = NotificationState.Pending, ErrorCode = "http_429", NextAttemptAt = until, ThrottleUntil = until }, Token);
        (await queue.ListDueAsync(100, Token)).ShouldNotContain(NotificationHouse.Ops("resting"));
        (await queue.ClaimAsync(NotificationHouse.Ops("resting"), 10, Minute, Token)).ShouldBeEmpty();
        house.Clock.Advance(TimeSpan.FromSeconds(30));
        (await queue.ClaimAsync(NotificationHouse.Ops("resting"), 10, Minute, Token)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_disabled_endpoint_is_said_so_until_somebody_enables_it()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await FillAsync(house, "gone", 3);
        var queue = house.Get<INotificationQueue>();
        var endpoints = house.Get<INotificationEndpoints>();
        (await endpoints.EnableAsync(NotificationHouse.Ops("gone"), Somebody, Token)).ShouldBeFalse();
        var claimed = (await queue.ClaimAsync(NotificationHouse.Ops("gone"), 1, Minute, Token)).Single();
        await queue.RecordAsync(claimed, new NotificationOutcome { State = NotificationState.Failed, ErrorCode = "http_410", DisableEndpoint = true }, Token);
        (await queue.ClaimAsync(NotificationHouse.Ops("gone"), 1, Minute, Token)).Single().EndpointDisabled.ShouldBeTrue();
        (await endpoints.ListAsync(Token)).Single(endpoint => endpoint.Key == NotificationHouse.Ops("gone")).DisabledCode.ShouldBe("http_410");
        (await endpoints.EnableAsync(NotificationHouse.Ops("gone"), Somebody, Token)).ShouldBeTrue();
        (await queue.ClaimAsync(NotificationHouse.Ops("gone"), 1, Minute, Token)).Single().EndpointDisabled.ShouldBeFalse();
    }

    [Fact]
    public async Task The_list_is_paged_newest_first_and_filtered()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await FillAsync(house, "listed", 7);
        var ledger = house.Get<INotificationLedger>();
        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await ledger.ListAsync(new NotificationQuery { Company = "listed", Kind = "run_failed", Channel = "log", State = NotificationState.Pending, Limit = 3, Cursor = cursor }, Token);
            seen.AddRange(page.Items.Select(notification => notification.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        seen.Count.ShouldBe(14);
        seen.Distinct().Count().ShouldBe(14);
        (await ledger.ListAsync(new NotificationQuery { Company = "listed", State = NotificationState.Sent }, Token)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_ended_is_sent_again_as_a_copy_and_one_that_waits_is_due_at_once()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await FillAsync(house, "resent", 1);
        var queue = house.Get<INotificationQueue>();
        var ledger = house.Get<INotificationLedger>();
        var claimed = (await queue.ClaimAsync(NotificationHouse.Ops("resent"), 1, Minute, Token)).Single();
        await queue.RecordAsync(claimed, new NotificationOutcome { State = NotificationState.Pending, ErrorCode = "http_500", NextAttemptAt = house.Clock.GetUtcNow().AddHours(5) }, Token);
        (await ledger.ResendAsync(claimed.Id, Somebody, Token)).ShouldBe(claimed.Id);
        var again = (await queue.ClaimAsync(NotificationHouse.Ops("resent"), 1, Minute, Token)).Single();
        await queue.RecordAsync(again, new NotificationOutcome { State = NotificationState.Failed, ErrorCode = "http_400" }, Token);
        var copy = (await ledger.ResendAsync(claimed.Id, Somebody, Token)).ShouldNotBeNull();
        copy.ShouldNotBe(claimed.Id);
        (await queue.ClaimAsync(NotificationHouse.Ops("resent"), 1, Minute, Token)).Single().Id.ShouldBe(copy);
        (await ledger.ResendAsync(Guid.NewGuid(), Somebody, Token)).ShouldBeNull();
    }

    private static async Task FillAsync(StorageHouse house, string company, int count)
    {
        await house.AddCompanyAsync(company);
        for (var number = 0; number < count; number++)
            await house.Get<INotificationOutbox>().WriteAsync(Notices.Of(NoticeKinds.RunFailed, $"{company}:{number}") with { Company = company }, Token);
        await house.Get<INotificationRouter>().RouteAsync(1000, Token);
    }
}
