namespace DataHound.Domain.Notifications;

/// <summary>A notice as it was written.</summary>
public sealed record RecordedNotice
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name of its kind, which an older version may have known and this one not.</summary>
    public required string Kind { get; init; }

    /// <summary>How much it matters.</summary>
    public required NoticeSeverity Severity { get; init; }

    /// <summary>What sort of message it makes.</summary>
    public required NotificationType Type { get; init; }

    /// <summary>The company it concerns; null for none.</summary>
    public string? Company { get; init; }

    /// <summary>What it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>The run, task or gate on whose behalf.</summary>
    public required string TaskId { get; init; }

    /// <summary>What it does to the alert on its subject.</summary>
    public required AlertChange Alert { get; init; }

    /// <summary>Values for placeholders.</summary>
    public required IReadOnlyDictionary<string, string> Facts { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }
}
