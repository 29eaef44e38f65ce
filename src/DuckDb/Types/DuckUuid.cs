using System.Buffers.Binary;
using DuckDb.Interop;

namespace DuckDb;

/// <summary>UUIDs are stored as 128-bit integers with the top bit turned, so that they sort as signed numbers.</summary>
internal static class DuckUuid
{
    private const ulong TopBit = 1UL << 63;

    internal static Guid ToGuid(NativeHugeInt stored)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, stored.Upper ^ TopBit);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], stored.Lower);
        return new Guid(bytes, bigEndian: true);
    }

    internal static NativeHugeInt ToStored(Guid guid)
    {
        var plain = ToPlain(guid);
        return new NativeHugeInt(plain.Lower, plain.Upper ^ TopBit);
    }

    /// <summary>Without the turned bit, as the function for boxed values wants it.</summary>
    internal static NativeHugeInt ToPlain(Guid guid)
    {
        Span<byte> bytes = stackalloc byte[16];
        guid.TryWriteBytes(bytes, bigEndian: true, out _);
        return new NativeHugeInt(BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), BinaryPrimitives.ReadUInt64BigEndian(bytes));
    }
}
