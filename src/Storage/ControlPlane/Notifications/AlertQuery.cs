namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>Which alerts to list, last heard of first.</summary>
public sealed record AlertQuery
{
    /// <summary>Only those about this company; null for all.</summary>
    public string? Company { get; init; }

    /// <summary>Only open or only resolved ones; null for both.</summary>
    public bool? Open { get; init; }

    /// <summary>Most to answer with, 1 to 1000. Default 50.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>The cursor of the page before; null for the first page.</summary>
    public string? Cursor { get; init; }
}
