namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>Which notifications to list, newest first.</summary>
public sealed record NotificationQuery
{
    /// <summary>Only those about this company; null for all.</summary>
    public string? Company { get; init; }

    /// <summary>Only those about this kind of notice; null for all.</summary>
    public string? Kind { get; init; }

    /// <summary>Only those over this type of channel; null for all.</summary>
    public string? Channel { get; init; }

    /// <summary>Only those on behalf of this run, task or gate; null for all.</summary>
    public string? TaskId { get; init; }

    /// <summary>Only those that have come so far; null for all.</summary>
    public NotificationState? State { get; init; }

    /// <summary>Most to answer with, 1 to 1000. Default 50.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>The cursor of the page before; null for the first page.</summary>
    public string? Cursor { get; init; }
}
