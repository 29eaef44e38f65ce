using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace DataHound.Storage.DataPlane;

/// <summary>Identities that come out the same when the same thing is done again.</summary>
internal static class DeterministicId
{
    /// <summary>The identity of the parts, in order (a version 8 UUID over their SHA-256).</summary>
    public static Guid Of(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(part));
            hash.AppendData([0]);
        }

        Span<byte> bytes = stackalloc byte[32];
        hash.GetHashAndReset(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes[..16], bigEndian: true);
    }

    /// <summary>As <see cref="Of"/>, in the layout of version 7, which sorts by an instant: tables and their indexes then grow at one end.</summary>
    public static Guid At(DateTimeOffset at, params ReadOnlySpan<string> parts)
    {
        Span<byte> bytes = stackalloc byte[16];
        Of(parts).TryWriteBytes(bytes, bigEndian: true, out _);
        Span<byte> milliseconds = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(milliseconds, Math.Max(0, at.ToUnixTimeMilliseconds()));
        milliseconds[2..].CopyTo(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        return new Guid(bytes, bigEndian: true);
    }
}
