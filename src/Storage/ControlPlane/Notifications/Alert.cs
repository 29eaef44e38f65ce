using DataHound.Domain.Notifications;

namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>An alert: something is wrong with its subject until it is resolved.</summary>
public sealed record Alert
{
    /// <summary>What it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>The kind of the last notice that opened it or showed that it stands.</summary>
    public required string Kind { get; init; }

    /// <summary>That notice's severity.</summary>
    public required NoticeSeverity Severity { get; init; }

    /// <summary>The company it concerns; null for none.</summary>
    public string? Company { get; init; }

    /// <summary>Whether it stands.</summary>
    public required bool Open { get; init; }

    /// <summary>Notices since it was opened.</summary>
    public required int Occurrences { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it was last heard of.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When it was resolved.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Until when nothing is told of it.</summary>
    public DateTimeOffset? SilencedUntil { get; init; }

    /// <summary>Who silenced it.</summary>
    public string? SilencedBy { get; init; }

    /// <summary>Why.</summary>
    public string? SilenceReason { get; init; }
}
