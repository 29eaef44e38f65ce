using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Idempotency;
using TestSupport;

namespace Storage.Tests.ControlPlane.Idempotency;

public sealed class EffectsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly EffectAnswer Sent = new() { ProviderId = "message-7", DetailsJson = """{"parts": 2}""" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_retry_finds_the_provider_s_answer_and_does_nothing()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var provider = new Provider();
        (await house.Get<IEffects>().OnceAsync(Request("retried"), provider.SendAsync, Token)).ShouldBe(new EffectResult(EffectOutcome.Done, Sent));
        (await house.Get<IEffects>().OnceAsync(Request("retried"), provider.SendAsync, Token)).ShouldBe(new EffectResult(EffectOutcome.DoneBefore, Sent));
        provider.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_at_once_one_does_it()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var provider = new Provider();
        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => house.Get<IEffects>().OnceAsync(Request("raced"), provider.SendAsync, Token)));
        results.Count(result => result.Outcome is EffectOutcome.Done).ShouldBe(1);
        provider.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task An_effect_that_certainly_did_not_happen_is_done_by_the_next_request()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await Should.ThrowAsync<EffectNotDoneException>(() => house.Get<IEffects>().OnceAsync(Request("refused"), (_, _) => throw new EffectNotDoneException("The provider was not reached."), Token));
        (await house.Get<IEffects>().OnceAsync(Request("refused"), new Provider().SendAsync, Token)).Outcome.ShouldBe(EffectOutcome.Done);
    }

    [Fact]
    public async Task An_effect_of_unknown_outcome_is_not_done_again_until_somebody_settles_it()
    {
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        var effects = house.Get<IEffects>();
        var provider = new Provider();
        await Should.ThrowAsync<TimeoutException>(() => effects.OnceAsync(Request("timed-out"), (_, _) => throw new TimeoutException(), Token));
        (await effects.OnceAsync(Request("timed-out"), provider.SendAsync, Token)).ShouldBe(new EffectResult(EffectOutcome.Unknown, null));
        provider.Calls.ShouldBe(0);
        (await effects.ListUnknownAsync(10, cursor: null, Token)).Items.ShouldBe([new UnknownEffect("mail", "timed-out", "run-1", 1, house.Clock.GetUtcNow())]);
        (await effects.SettleAsync("mail", "timed-out", Sent, new Initiator("someone", Reason: "seen in the mailbox"), Token)).ShouldBeTrue();
        (await effects.OnceAsync(Request("timed-out"), provider.SendAsync, Token)).ShouldBe(new EffectResult(EffectOutcome.DoneBefore, Sent));
        (await effects.SettleAsync("mail", "timed-out", null, new Initiator("someone"), Token)).ShouldBeFalse();
        (await house.Get<IAuditLog>().ListAsync(new AuditQuery { Subject = "effect:mail:timed-out" }, Token)).Items.ShouldHaveSingleItem().Act.After.ShouldBe("done");
    }

    [Fact]
    public async Task An_effect_settled_as_not_done_is_done_by_the_next_request()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var effects = house.Get<IEffects>();
        await Should.ThrowAsync<TimeoutException>(() => effects.OnceAsync(Request("freed"), (_, _) => throw new TimeoutException(), Token));
        (await effects.SettleAsync("mail", "freed", null, new Initiator("someone"), Token)).ShouldBeTrue();
        (await effects.OnceAsync(Request("freed"), new Provider().SendAsync, Token)).Outcome.ShouldBe(EffectOutcome.Done);
    }

    [Fact]
    public async Task Following_the_cursors_lists_every_unknown_effect_once_oldest_first()
    {
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        var effects = house.Get<IEffects>();
        for (var number = 0; number < 7; number++)
        {
            await Should.ThrowAsync<TimeoutException>(() => effects.OnceAsync(Request($"lost-{number}"), (_, _) => throw new TimeoutException(), Token));
            if (number % 2 == 1)
                house.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await effects.ListUnknownAsync(3, cursor, Token);
            seen.AddRange(page.Items.Select(effect => effect.Key));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        seen.ShouldBe(Enumerable.Range(0, 7).Select(number => $"lost-{number}"));
        (await Should.ThrowAsync<UserErrorException>(() => effects.ListUnknownAsync(3, "nonsense", Token))).Error.Code.ShouldBe("cursor_invalid");
    }

    [Fact]
    public async Task A_process_that_dies_in_an_effect_leaves_its_outcome_unknown()
    {
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        var effects = house.Get<IEffects>();
        await house.Get<IIdempotencyKeys>().ClaimAsync(new IdempotencyRequest { Scope = "effect.mail", Key = "died", RequestHash = HashOfContent }, Token);
        (await effects.OnceAsync(Request("died"), new Provider().SendAsync, Token)).Outcome.ShouldBe(EffectOutcome.InProgress);
        (await effects.ListUnknownAsync(10, cursor: null, Token)).Items.ShouldBeEmpty();
        house.Clock.Advance(TimeSpan.FromMinutes(5));
        (await effects.ListUnknownAsync(10, cursor: null, Token)).Items.ShouldHaveSingleItem().Key.ShouldBe("died");
        (await effects.OnceAsync(Request("died"), new Provider().SendAsync, Token)).Outcome.ShouldBe(EffectOutcome.Unknown);
    }

    [Fact]
    public async Task An_effect_that_may_be_repeated_is_done_again_and_knows_that_it_is_the_second_attempt()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var request = Request("redone") with { WhenUnknown = UnknownEffectPolicy.Redo };
        await Should.ThrowAsync<TimeoutException>(() => house.Get<IEffects>().OnceAsync(request, (_, _) => throw new TimeoutException(), Token));
        var provider = new Provider();
        (await house.Get<IEffects>().OnceAsync(request, provider.SendAsync, Token)).Outcome.ShouldBe(EffectOutcome.Done);
        provider.LastAttempt.ShouldBe(2);
    }

    [Fact]
    public async Task An_unknown_outcome_outlives_its_key_and_an_answer_does_not()
    {
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        var effects = house.Get<IEffects>();
        await effects.OnceAsync(Request("answered"), new Provider().SendAsync, Token);
        await Should.ThrowAsync<TimeoutException>(() => effects.OnceAsync(Request("unknown"), (_, _) => throw new TimeoutException(), Token));
        house.Clock.Advance(TimeSpan.FromDays(400));
        (await house.Get<IIdempotencyKeys>().PruneAsync(Token)).ShouldBe(1);
        (await effects.OnceAsync(Request("unknown"), new Provider().SendAsync, Token)).Outcome.ShouldBe(EffectOutcome.Unknown);
    }

    [Fact]
    public async Task A_key_stands_for_one_content()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await house.Get<IEffects>().OnceAsync(Request("reused"), new Provider().SendAsync, Token);
        var error = await Should.ThrowAsync<UserErrorException>(() => house.Get<IEffects>().OnceAsync(Request("reused") with { Content = "another" }, new Provider().SendAsync, Token));
        error.Error.Code.ShouldBe("effect_key_reused");
    }

    private static string HashOfContent => "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73";

    private static EffectRequest Request(string key) => new() { Scope = "mail", Key = key, Content = "content", RunId = "run-1" };

    private sealed class Provider
    {
        private int _calls;

        public int Calls => _calls;

        public int LastAttempt { get; private set; }

        public Task<EffectAnswer> SendAsync(EffectClaim claim, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            LastAttempt = claim.Attempt;
            return Task.FromResult(Sent);
        }
    }
}
