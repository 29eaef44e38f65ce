using DataHound.Storage.ControlPlane.Idempotency;
using TestSupport;

namespace Storage.Tests.ControlPlane.Idempotency;

public sealed class IdempotencyKeysTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_retry_finds_the_stored_answer()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var keys = house.Get<IIdempotencyKeys>();
        var claim = await keys.ClaimAsync(Request("answered"), Token);
        claim.Outcome.ShouldBe(IdempotencyOutcome.Claimed);
        (await keys.CompleteAsync("mail", "answered", claim.Claim, """{"id": 7}""", Token)).ShouldBeTrue();
        var retry = await keys.ClaimAsync(Request("answered"), Token);
        retry.Outcome.ShouldBe(IdempotencyOutcome.Completed);
        retry.ResponseJson.ShouldBe("""{"id": 7}""");
        (await keys.FindAsync("mail", "answered", Token)).ShouldBe("""{"id": 7}""");
        (await keys.FindAsync("other", "answered", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_many_claims_at_once_one_gets_the_key()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var claims = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => house.Get<IIdempotencyKeys>().ClaimAsync(Request("raced"), Token)));
        claims.Count(claim => claim.Outcome is IdempotencyOutcome.Claimed).ShouldBe(1);
        claims.Count(claim => claim.Outcome is IdempotencyOutcome.InProgress).ShouldBe(11);
    }

    [Fact]
    public async Task Another_request_under_the_key_is_a_mismatch()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var keys = house.Get<IIdempotencyKeys>();
        await keys.ClaimAsync(Request("other"), Token);
        (await keys.ClaimAsync(Request("other") with { RequestHash = "another" }, Token)).Outcome.ShouldBe(IdempotencyOutcome.Mismatch);
        (await keys.ClaimAsync(Request("other") with { Scope = "sms" }, Token)).Outcome.ShouldBe(IdempotencyOutcome.Claimed);
    }

    [Fact]
    public async Task A_claim_that_ran_out_is_taken_over_and_its_first_holder_can_no_longer_complete_it()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var keys = house.Get<IIdempotencyKeys>();
        var first = await keys.ClaimAsync(Request("late"), Token);
        house.Clock.Advance(TimeSpan.FromMinutes(2));
        var second = await keys.ClaimAsync(Request("late"), Token);
        second.Outcome.ShouldBe(IdempotencyOutcome.TakenOver);
        (await keys.CompleteAsync("mail", "late", first.Claim, "{}", Token)).ShouldBeFalse();
        (await keys.CompleteAsync("mail", "late", second.Claim, "{}", Token)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_released_key_is_free_again_and_an_old_one_is_pruned()
    {
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        var keys = house.Get<IIdempotencyKeys>();
        var claim = await keys.ClaimAsync(Request("freed"), Token);
        (await keys.ReleaseAsync("mail", "freed", claim.Claim, Token)).ShouldBeTrue();
        (await keys.ClaimAsync(Request("freed"), Token)).Outcome.ShouldBe(IdempotencyOutcome.Claimed);
        house.Clock.Advance(TimeSpan.FromDays(2));
        (await keys.PruneAsync(Token)).ShouldBe(1);
    }

    private static IdempotencyRequest Request(string key) => new() { Scope = "mail", Key = key, RequestHash = "hash" };
}
