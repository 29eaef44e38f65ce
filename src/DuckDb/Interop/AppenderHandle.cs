namespace DuckDb.Interop;

/// <summary>A bulk loader for one table.</summary>
internal sealed class AppenderHandle : DuckHandle
{
    protected override void Destroy(ref nint pointer) => Native.duckdb_appender_destroy(ref pointer);
}
