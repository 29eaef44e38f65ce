namespace DataHound.Storage.ControlPlane.Model;

/// <summary>An object that is to be deleted.</summary>
internal sealed class GarbageObjectRow
{
    public required string Path { get; init; }

    public required string Company { get; init; }

    public long Bytes { get; init; }

    public required string Reason { get; init; }

    public DateTimeOffset CondemnedAt { get; init; }
}
