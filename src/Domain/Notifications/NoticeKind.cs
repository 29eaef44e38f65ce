namespace DataHound.Domain.Notifications;

/// <summary>A kind of notice.</summary>
public sealed record NoticeKind
{
    /// <summary>Its name in rules and payloads, in snake_case.</summary>
    public required string Name { get; init; }

    /// <summary>How much a notice of it usually matters.</summary>
    public required NoticeSeverity Severity { get; init; }

    /// <summary>What sort of message it makes.</summary>
    public required NotificationType Type { get; init; }

    /// <summary>The title where no template says otherwise.</summary>
    public required string Title { get; init; }

    /// <summary>The text where no template says otherwise.</summary>
    public required string Text { get; init; }

    /// <summary>The facts that its notices carry.</summary>
    public required IReadOnlyList<string> Facts { get; init; }
}
