namespace DataHound.Domain.Notifications;

/// <summary>Own words for a kind of notice.</summary>
public sealed record NotificationTemplate
{
    /// <summary>The kind it is for.</summary>
    public required string Kind { get; init; }

    /// <summary>The channels it is for; all when empty. One for a channel wins over one for all.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>The title with placeholders; null for the usual one.</summary>
    public string? Title { get; init; }

    /// <summary>The text with placeholders; null for the usual one.</summary>
    public string? Text { get; init; }
}
