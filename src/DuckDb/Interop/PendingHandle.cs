namespace DuckDb.Interop;

/// <summary>A statement ready to run.</summary>
internal sealed class PendingHandle : DuckHandle
{
    protected override void Destroy(ref nint pointer) => Native.duckdb_destroy_pending(ref pointer);
}
