namespace DataHound.Storage.ControlPlane.Model;

/// <summary>A version of a config document.</summary>
internal sealed class ConfigDocumentRow
{
    public Guid Id { get; init; }

    public required string Kind { get; init; }

    public required string Name { get; init; }

    public int Version { get; init; }

    public int SchemaVersion { get; init; }

    public required string Sha256 { get; init; }

    public required string Content { get; init; }

    public required string Source { get; init; }

    public required string Author { get; init; }

    public required string Comment { get; init; }

    public bool Active { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
