using System.Runtime.InteropServices;

namespace DuckDb.Interop;

/// <summary><c>duckdb_result</c>: six pointer-sized fields, all of them private to the library.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeResult
{
    internal ulong ColumnCount;
    internal ulong RowCount;
    internal ulong RowsChanged;
    internal nint Columns;
    internal nint ErrorMessage;
    internal nint Internal;
}
