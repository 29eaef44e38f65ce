namespace DataHound.Domain.Events;

/// <summary>Which canceled jobs are worth a call.</summary>
public sealed record CanceledJobsRules
{
    /// <summary>Calendar months back from as_of. Default 12.</summary>
    public int Months { get; init; } = 12;
}
