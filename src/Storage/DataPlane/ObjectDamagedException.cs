namespace DataHound.Storage.DataPlane;

/// <summary>An object's bytes are not those whose checksum is kept with it.</summary>
/// <param name="path">The object's path.</param>
/// <param name="bytes">How many bytes came.</param>
/// <param name="sha256">SHA-256 of the bytes that came, lower-case hexadecimal.</param>
public sealed class ObjectDamagedException(string path, long bytes, string sha256) : IOException($"The object '{path}' has other bytes than were written.")
{
    /// <summary>How many bytes came.</summary>
    public long Bytes { get; } = bytes;

    /// <summary>SHA-256 of the bytes that came, lower-case hexadecimal.</summary>
    public string Sha256 { get; } = sha256;
}
