namespace DataHound.Storage.ControlPlane.Model;

/// <summary>How far a source has been read.</summary>
internal sealed class CursorRow
{
    public required string Company { get; init; }

    public required string Source { get; init; }

    public required string PlaceJson { get; init; }

    public long FencingToken { get; init; }

    public string? RunId { get; init; }

    public DateTimeOffset AdvancedAt { get; init; }
}
