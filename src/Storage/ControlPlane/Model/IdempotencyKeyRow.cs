namespace DataHound.Storage.ControlPlane.Model;

/// <summary>A key under which something was done.</summary>
internal sealed class IdempotencyKeyRow
{
    public required string Key { get; init; }

    public required string Scope { get; init; }

    public string? RunId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }
}
