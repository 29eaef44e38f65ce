using DataHound.Storage.Events;

namespace DataHound.Storage.Profiles;

/// <summary>The queries about customers, their addresses and the permits there.</summary>
internal static class ProfileQueries
{
    /// <summary>Fills <c>customer_addresses</c>.</summary>
    public static SqlScript CustomerAddresses { get; } = SqlScript.Load(typeof(ProfileQueries), nameof(CustomerAddresses));

    /// <summary>Fills <c>customer_permits</c>, from <c>customer_addresses</c>.</summary>
    public static SqlScript CustomerPermits { get; } = SqlScript.Load(typeof(ProfileQueries), nameof(CustomerPermits));

    /// <summary>Fills <c>profiles</c>.</summary>
    public static SqlScript Profiles { get; } = SqlScript.Load(typeof(ProfileQueries), nameof(Profiles));

    /// <summary>Counts <c>profiles</c>.</summary>
    public static SqlScript Summary { get; } = SqlScript.Load(typeof(ProfileQueries), "ProfileSummary");

    /// <summary>Counts what became of the rows of the master tables.</summary>
    public static SqlScript Rows { get; } = SqlScript.Load(typeof(ProfileQueries), "ProfileRows");
}
