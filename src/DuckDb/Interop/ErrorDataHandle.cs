namespace DuckDb.Interop;

/// <summary>An error with its type.</summary>
internal sealed class ErrorDataHandle : DuckHandle
{
    protected override void Destroy(ref nint pointer) => Native.duckdb_destroy_error_data(ref pointer);
}
