namespace DuckDb.Interop;

/// <summary>Settings given at open.</summary>
internal sealed class ConfigHandle : DuckHandle
{
    protected override void Destroy(ref nint pointer) => Native.duckdb_destroy_config(ref pointer);
}
