namespace DataHound.Domain.Profiles;

/// <summary>Scores of recency, frequency and monetary value against fixed thresholds: 1 (worst) to 5 (best).</summary>
public static class RfmScores
{
    /// <summary>The best score of one axis.</summary>
    public const int Best = 5;

    /// <summary>The worst score of one axis.</summary>
    public const int Worst = 1;

    /// <summary>Scores the days since the newest completed job; no job scores worst.</summary>
    public static int OfRecency(int? days) => days switch
    {
        null => Worst,
        <= 90 => 5,
        <= 180 => 4,
        <= 365 => 3,
        <= 730 => 2,
        _ => Worst,
    };

    /// <summary>Scores how many jobs were completed.</summary>
    public static int OfFrequency(long jobs) => jobs switch
    {
        >= 10 => 5,
        >= 5 => 4,
        >= 3 => 3,
        >= 2 => 2,
        _ => Worst,
    };

    /// <summary>Scores what the customer paid.</summary>
    public static int OfMonetary(decimal paid) => paid switch
    {
        >= 10_000m => 5,
        >= 3_750m => 4,
        >= 1_500m => 3,
        >= 750m => 2,
        _ => Worst,
    };
}
