namespace DataHound.Storage.ControlPlane.Model;

/// <summary>A notice: something happened that somebody may want to be told about.</summary>
internal sealed class NoticeRow
{
    public Guid Id { get; init; }

    public long Sequence { get; init; }

    public required string NoticeKey { get; init; }

    public required string Kind { get; init; }

    public required string Severity { get; init; }

    public required string MessageType { get; init; }

    public string? Company { get; init; }

    public required string Subject { get; init; }

    public required string TaskId { get; init; }

    public required string AlertChange { get; init; }

    public required string FactsJson { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? RoutedAt { get; init; }

    public string? Outcome { get; init; }
}
