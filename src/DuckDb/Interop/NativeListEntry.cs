using System.Runtime.InteropServices;

namespace DuckDb.Interop;

/// <summary><c>duckdb_list_entry</c>: a stretch of the child vector.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeListEntry(ulong offset, ulong length)
{
    internal readonly ulong Offset = offset;
    internal readonly ulong Length = length;
}
