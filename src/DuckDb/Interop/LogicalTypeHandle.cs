namespace DuckDb.Interop;

/// <summary>A logical type.</summary>
internal sealed class LogicalTypeHandle : DuckHandle
{
    protected override void Destroy(ref nint pointer) => Native.duckdb_destroy_logical_type(ref pointer);
}
