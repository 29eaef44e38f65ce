using DataHound.Domain.Events;
using FsCheck;
using FsCheck.Fluent;

namespace DataHound.Domain.Tests.Events;

public sealed class EventIdentityTests
{
    [Fact]
    public void An_event_is_known_by_company_type_and_entity() =>
        EventIdentity.Of("barton-creek", "aging_systems", "location", "880007").ShouldBe("5c418fa3609b3e7e");

    [Fact]
    public void An_identity_is_16_lower_case_hexadecimal_digits() => Prop.ForAll<NonNull<string>>(entity =>
        EventIdentity.Of("barton-creek", "canceled_jobs", "job", entity.Get).ShouldMatch("^[0-9a-f]{16}$")).QuickCheckThrowOnFailure();
}
