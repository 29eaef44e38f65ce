using System.Runtime.InteropServices;

namespace DuckDb.Interop;

/// <summary><c>duckdb_decimal</c>: the unscaled value and how to read it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeDecimal
{
    internal byte Width;
    internal byte Scale;
    internal NativeHugeInt Value;
}
