using System.Runtime.InteropServices;

namespace DuckDb.Interop;

/// <summary><c>duckdb_hugeint</c> and, with the same bits, <c>duckdb_uhugeint</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeHugeInt(ulong lower, ulong upper)
{
    internal readonly ulong Lower = lower;
    internal readonly ulong Upper = upper;

    internal static NativeHugeInt From(Int128 value) => new((ulong)value, (ulong)(value >> 64));

    internal static NativeHugeInt From(UInt128 value) => new((ulong)value, (ulong)(value >> 64));

    internal Int128 ToInt128() => new(Upper, Lower);

    internal UInt128 ToUInt128() => new(Upper, Lower);
}
