using DataHound.Domain.Profiles;

namespace DataHound.Domain.Tests.Profiles;

public sealed class ProfileIdentityTests
{
    [Fact]
    public void A_profile_is_known_by_company_and_customer() => ProfileIdentity.Of("barton-creek", "10400511").ShouldBe("98b7f3a2ee030342");
}
