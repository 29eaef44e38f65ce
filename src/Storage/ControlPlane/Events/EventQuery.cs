namespace DataHound.Storage.ControlPlane.Events;

/// <summary>Which of a company's events to list: newest found first, then by id.</summary>
public sealed record EventQuery
{
    /// <summary>The company's slug.</summary>
    public required string Company { get; init; }

    /// <summary>Only events of this type; null for all.</summary>
    public string? EventType { get; init; }

    /// <summary>Only events with this status; null for all.</summary>
    public string? Status { get; init; }

    /// <summary>Only events of this severity; null for all.</summary>
    public string? Severity { get; init; }

    /// <summary>Most events to answer with, 1 to 1000. Default 50.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>The cursor of the page before; null for the first page.</summary>
    public string? Cursor { get; init; }
}
