namespace DataHound.Domain.Profiles;

/// <summary>The tier of a customer by the sum of the three scores.</summary>
public static class CustomerTiers
{
    /// <summary>The tier of a customer with neither a completed job nor an invoice.</summary>
    public const string NotScored = "Not scored";

    /// <summary>The tier of a sum of scores (3 to 15); null, for a customer without scores, is <see cref="NotScored"/>.</summary>
    public static string Of(int? sum) => sum switch
    {
        null => NotScored,
        >= 13 => "T1 - Premium",
        >= 10 => "T2 - Steady",
        >= 7 => "T3 - Emerging",
        >= 4 => "T4 - Occasional",
        _ => "T5 - Lost",
    };
}
