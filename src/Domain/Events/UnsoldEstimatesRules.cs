namespace DataHound.Domain.Events;

/// <summary>Which unsold estimates are worth a call.</summary>
public sealed record UnsoldEstimatesRules
{
    /// <summary>Calendar months back from as_of. Default 24.</summary>
    public int Months { get; init; } = 24;

    /// <summary>Days either side of the creation in which another job of the customer rules the estimate out. Default 7.</summary>
    public int JobDays { get; init; } = 7;
}
