using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LocalHost.Engine.Execution;

/// <summary>Unique ids that come out the same in every replay: made from the generation's id and a counter.</summary>
internal static class DeterministicGuid
{
    public static Guid Create(Guid executionId, int counter)
    {
        Span<byte> hash = stackalloc byte[32];
        Digest(executionId, counter, hash);

        // Version 8 (custom) and the RFC 9562 variant.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>The same for generations: it begins with the time (version 7), so that new rows lie side by side in an index.</summary>
    public static Guid CreateOrdered(DateTimeOffset at, Guid executionId, int counter)
    {
        Span<byte> hash = stackalloc byte[32];
        Digest(executionId, counter, hash);
        Span<byte> milliseconds = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(milliseconds, at.ToUnixTimeMilliseconds());
        milliseconds[2..].CopyTo(hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x70);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    private static void Digest(Guid executionId, int counter, Span<byte> hash)
    {
        Span<byte> seed = stackalloc byte[20];
        executionId.TryWriteBytes(seed, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(seed[16..], counter);
        SHA256.HashData(seed, hash);
    }
}
