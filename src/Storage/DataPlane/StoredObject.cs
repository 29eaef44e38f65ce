namespace DataHound.Storage.DataPlane;

/// <summary>An object as the store knows it.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">SHA-256 of its bytes, lower-case hexadecimal; null in listings that do not read it.</param>
public sealed record StoredObject(string Path, long Bytes, string? Sha256)
{
    /// <summary>When it was last changed, by the store's clock; only in listings.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }
}
