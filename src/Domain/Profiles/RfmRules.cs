namespace DataHound.Domain.Profiles;

/// <summary>How recency, frequency and monetary value become scores.</summary>
public sealed record RfmRules
{
    /// <summary><c>absolute</c> (fixed thresholds, the default) or <c>quintile</c> (relative to the company's other customers).</summary>
    public string Mode { get; init; } = "absolute";
}
