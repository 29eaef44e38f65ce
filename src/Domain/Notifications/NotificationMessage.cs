namespace DataHound.Domain.Notifications;

/// <summary>What is sent, before a channel gives it its form. Title and text are plain text; each channel escapes them its own way.</summary>
public sealed record NotificationMessage
{
    /// <summary>The kind of notice.</summary>
    public required string Kind { get; init; }

    /// <summary>How much it matters.</summary>
    public required NoticeSeverity Severity { get; init; }

    /// <summary>What sort of message it is.</summary>
    public required NotificationType Type { get; init; }

    /// <summary>One line, at most 150 characters.</summary>
    public required string Title { get; init; }

    /// <summary>The text, at most 3,000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>The company it concerns; null for none.</summary>
    public string? Company { get; init; }

    /// <summary>What it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>The run, task or gate on whose behalf.</summary>
    public required string TaskId { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The facts behind the text, by name.</summary>
    public required IReadOnlyDictionary<string, string> Facts { get; init; }
}
