namespace DuckDb.Interop;

/// <summary>What a call answers: <c>duckdb_state</c>.</summary>
internal enum State
{
    Success = 0,
    Error = 1,
}
