namespace DataHound.Domain.Profiles;

/// <summary>The ten segments of quintile scoring, by recency and frequency.</summary>
public static class QuintileSegments
{
    /// <summary>The segment of a recency and a frequency score.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A score is not 1 to 5.</exception>
    public static string Of(int recency, int frequency)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(recency, RfmScores.Worst);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(recency, RfmScores.Best);
        ArgumentOutOfRangeException.ThrowIfLessThan(frequency, RfmScores.Worst);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frequency, RfmScores.Best);
        return (recency, frequency) switch
        {
            ( <= 2, <= 2) => "Hibernating",
            ( <= 2, <= 4) => "At Risk",
            ( <= 2, _) => "Can't Lose Them",
            (3, <= 2) => "About To Sleep",
            (3, 3) => "Need Attention",
            ( <= 4, >= 4) => "Loyal Customers",
            (4, 1) => "Promising",
            (5, 1) => "New Customers",
            (_, <= 3) => "Potential Loyalists",
            _ => "Champions",
        };
    }
}
