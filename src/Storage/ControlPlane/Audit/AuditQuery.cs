namespace DataHound.Storage.ControlPlane.Audit;

/// <summary>Which entries of the audit log to list: newest first.</summary>
public sealed record AuditQuery
{
    /// <summary>Only entries of this company's chain; null for all.</summary>
    public string? Company { get; init; }

    /// <summary>Only what this actor did; null for all.</summary>
    public string? Actor { get; init; }

    /// <summary>Only this action, or with a closing dot every action of that noun (<c>config.</c>); null for all.</summary>
    public string? Action { get; init; }

    /// <summary>Only what was done to this subject; null for all.</summary>
    public string? Subject { get; init; }

    /// <summary>Only entries of this instant or later; null for no bound.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only entries before this instant; null for no bound.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Most entries to answer with, 1 to 1000. Default 50.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>The cursor of the page before; null for the first page.</summary>
    public string? Cursor { get; init; }
}
