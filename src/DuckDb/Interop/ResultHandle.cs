using System.Runtime.InteropServices;

namespace DuckDb.Interop;

/// <summary>A result: unlike the other objects a struct of ours that the library fills, to be destroyed also after a failure.</summary>
internal sealed unsafe class ResultHandle : DuckHandle
{
    public ResultHandle() => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(NativeResult)));

    /// <summary>The struct, for the calls that take it by value.</summary>
    internal NativeResult Value => *(NativeResult*)handle;

    protected override void Destroy(ref nint pointer)
    {
        Native.duckdb_destroy_result(pointer);
        NativeMemory.Free((void*)pointer);
    }
}
