namespace DuckDb.Interop;

/// <summary>One boxed value.</summary>
internal sealed class ValueHandle : DuckHandle
{
    protected override void Destroy(ref nint pointer) => Native.duckdb_destroy_value(ref pointer);
}
