using DataHound.Domain.Scheduling;

namespace DataHound.Storage.ControlPlane.Scheduling;

/// <summary>Which tasks to list, by key.</summary>
public sealed record TaskQuery
{
    /// <summary>Only those of a company; null for all.</summary>
    public string? Company { get; init; }

    /// <summary>Only those of a type; null for all.</summary>
    public string? Type { get; init; }

    /// <summary>Only those of a status; null for all but the deleted ones.</summary>
    public ScheduledTaskStatus? Status { get; init; }

    /// <summary>Most tasks of a page, 1 to 1,000.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>The key of the last task of the page before; null for the first page.</summary>
    public string? Cursor { get; init; }
}
