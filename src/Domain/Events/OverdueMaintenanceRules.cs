namespace DataHound.Domain.Events;

/// <summary>When a place is overdue for maintenance.</summary>
public sealed record OverdueMaintenanceRules
{
    /// <summary>Job types that are maintenance; compared ignoring case and outer blanks.</summary>
    public IReadOnlyList<string> JobTypes { get; init; } = [];

    /// <summary>Substrings that make a job type maintenance.</summary>
    public IReadOnlyList<string> JobTypeContains { get; init; } = ["maintenance", "tune", "inspection"];

    /// <summary>Whole months since the latest maintenance from which on the place is overdue. Default 12.</summary>
    public int MinMonths { get; init; } = 12;

    /// <summary>Whole months beyond which the event is archived. Default 36.</summary>
    public int MaxMonths { get; init; } = 36;
}
