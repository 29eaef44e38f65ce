namespace DuckDb.Interop;

/// <summary>One session.</summary>
internal sealed class ConnectionHandle : DuckHandle
{
    protected override void Destroy(ref nint pointer) => Native.duckdb_disconnect(ref pointer);
}
