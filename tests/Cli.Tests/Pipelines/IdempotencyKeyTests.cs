using DataHound.Cli.Pipelines;

namespace DataHound.Cli.Tests.Pipelines;

public sealed class IdempotencyKeyTests
{
    private static readonly DateTimeOffset AsOf = new(2025, 6, 24, 20, 0, 0, TimeSpan.FromHours(-5));

    [Fact]
    public void The_same_delivery_asks_with_the_same_key() => Key(["a:1"], 1).ShouldBe(Key(["a:1"], 1));

    [Fact]
    public void The_same_instant_in_another_zone_is_the_same_key() =>
        IdempotencyKey.Create("c", "p", AsOf.ToUniversalTime(), ["a:1"], 1).ShouldBe(Key(["a:1"], 1));

    [Fact]
    public void Other_bytes_or_another_attempt_make_another_key() =>
        new[] { Key(["a:1"], 1), Key(["a:2"], 1), Key(["a:1"], 2), Key(["a:1", "b:1"], 1) }.Distinct(StringComparer.Ordinal).Count().ShouldBe(4);

    private static string Key(string[] hashes, int attempt) => IdempotencyKey.Create("c", "p", AsOf, hashes, attempt);
}
