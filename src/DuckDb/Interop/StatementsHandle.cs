namespace DuckDb.Interop;

/// <summary>A script, taken apart.</summary>
internal sealed class StatementsHandle : DuckHandle
{
    protected override void Destroy(ref nint pointer) => Native.duckdb_destroy_extracted(ref pointer);
}
