namespace DuckDb.Interop;

/// <summary>A function being described.</summary>
internal sealed class ScalarFunctionHandle : DuckHandle
{
    protected override void Destroy(ref nint pointer) => Native.duckdb_destroy_scalar_function(ref pointer);
}
