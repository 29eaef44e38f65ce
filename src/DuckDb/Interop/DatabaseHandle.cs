namespace DuckDb.Interop;

/// <summary>The database instance.</summary>
internal sealed class DatabaseHandle : DuckHandle
{
    protected override void Destroy(ref nint pointer) => Native.duckdb_close(ref pointer);
}
