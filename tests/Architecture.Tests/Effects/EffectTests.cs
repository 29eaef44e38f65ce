using System.Reflection;

namespace DataHound.Architecture.Tests.Effects;

/// <summary>No effect twice: what can change an outside system does so only with a claim, which only the helper for effects gives out.</summary>
public sealed class EffectTests
{
    [Theory]
    [InlineData("DataHound.Connectors")]
    [InlineData("DataHound.Functions")]
    public void Whatever_sends_to_an_outside_system_holds_a_claim_to_the_effect(string assembly) =>
        OutsideCalls.WithoutClaim(Assembly.Load(assembly)).ShouldBeEmpty("take an EffectClaim from IEffects.OnceAsync, or say [ChangesNothing(\"why\")] where it only reads");

    [Fact]
    public void The_search_finds_sending_methods_without_a_claim_in_every_compiled_form()
    {
        string[] found = [.. OutsideCalls.WithoutClaim(typeof(EffectTests).Assembly).Where(found => found.Contains(nameof(Senders), StringComparison.Ordinal))];
        found.Length.ShouldBe(2);
        found.ShouldAllBe(one => one.Contains("+WithoutClaim", StringComparison.Ordinal));
    }
}
