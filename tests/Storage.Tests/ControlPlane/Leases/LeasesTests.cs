using DataHound.Storage.ControlPlane.Leases;
using TestSupport;

namespace Storage.Tests.ControlPlane.Leases;

public sealed class LeasesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_many_who_want_a_lease_at_once_one_gets_it()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var leases = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => house.Get<ILeases>().AcquireAsync("raced", $"holder-{number}", Minute, Token)));
        leases.Count(lease => lease is not null).ShouldBe(1);
    }

    [Fact]
    public async Task A_holder_renews_with_the_same_token()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var first = await house.Get<ILeases>().AcquireAsync("renewed", "me", Minute, Token);
        house.Clock.Advance(TimeSpan.FromSeconds(30));
        var second = await house.Get<ILeases>().AcquireAsync("renewed", "me", Minute, Token);
        second!.FencingToken.ShouldBe(first!.FencingToken);
        second.ExpiresAt.ShouldBeGreaterThan(first.ExpiresAt);
    }

    [Fact]
    public async Task A_lease_that_ran_out_goes_to_another_with_a_greater_token()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var leases = house.Get<ILeases>();
        var first = (await leases.AcquireAsync("lost", "me", Minute, Token)).ShouldNotBeNull();
        house.Clock.Advance(TimeSpan.FromMinutes(2));
        (await leases.IsHeldAsync(first, Token)).ShouldBeFalse();
        var second = (await leases.AcquireAsync("lost", "you", Minute, Token)).ShouldNotBeNull();
        second.FencingToken.ShouldBeGreaterThan(first.FencingToken);
        await leases.ReleaseAsync(first, Token);
        (await leases.IsHeldAsync(second, Token)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_released_lease_is_free_at_once_and_its_token_never_repeats()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var leases = house.Get<ILeases>();
        var first = (await leases.AcquireAsync("released", "me", Minute, Token)).ShouldNotBeNull();
        await leases.ReleaseAsync(first, Token);
        (await leases.AcquireAsync("released", "you", Minute, Token)).ShouldNotBeNull().FencingToken.ShouldBeGreaterThan(first.FencingToken);
    }
}
