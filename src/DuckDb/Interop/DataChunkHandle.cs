namespace DuckDb.Interop;

/// <summary>Up to one vector length of rows.</summary>
internal sealed class DataChunkHandle : DuckHandle
{
    protected override void Destroy(ref nint pointer) => Native.duckdb_destroy_data_chunk(ref pointer);
}
