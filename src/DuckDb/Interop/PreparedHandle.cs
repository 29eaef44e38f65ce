namespace DuckDb.Interop;

/// <summary>A prepared statement.</summary>
internal sealed class PreparedHandle : DuckHandle
{
    protected override void Destroy(ref nint pointer) => Native.duckdb_destroy_prepare(ref pointer);
}
