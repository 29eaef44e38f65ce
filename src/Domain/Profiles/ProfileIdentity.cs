using DataHound.Domain.Identity;

namespace DataHound.Domain.Profiles;

/// <summary>The identity of a customer's profile.</summary>
public static class ProfileIdentity
{
    /// <summary>The identity: it depends on the company's slug and the customer alone.</summary>
    public static string Of(string company, string customerId) => StableId.Of($"{company}|{customerId}");
}
