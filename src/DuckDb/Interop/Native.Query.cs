using System.Runtime.InteropServices;

namespace DuckDb.Interop;

internal static unsafe partial class Native
{
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial long duckdb_extract_statements(ConnectionHandle connection, string query, out StatementsHandle statements);

    [LibraryImport(Library)]
    internal static partial nint duckdb_extract_statements_error(StatementsHandle statements);

    [LibraryImport(Library)]
    internal static partial State duckdb_prepare_extracted_statement(
        ConnectionHandle connection, StatementsHandle statements, long index, out PreparedHandle prepared);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_extracted(ref nint statements);

    [LibraryImport(Library)]
    internal static partial nint duckdb_prepare_error(PreparedHandle prepared);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_prepare(ref nint prepared);

    [LibraryImport(Library)]
    internal static partial long duckdb_nparams(PreparedHandle prepared);

    [LibraryImport(Library)]
    internal static partial byte* duckdb_parameter_name(PreparedHandle prepared, long index);

    [LibraryImport(Library)]
    internal static partial State duckdb_clear_bindings(PreparedHandle prepared);

    [LibraryImport(Library)]
    internal static partial State duckdb_bind_value(PreparedHandle prepared, long index, ValueHandle value);

    [LibraryImport(Library)]
    internal static partial State duckdb_pending_prepared(PreparedHandle prepared, out PendingHandle pending);

    [LibraryImport(Library)]
    internal static partial State duckdb_pending_prepared_streaming(PreparedHandle prepared, out PendingHandle pending);

    [LibraryImport(Library)]
    internal static partial nint duckdb_pending_error(PendingHandle pending);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_pending(ref nint pending);

    [LibraryImport(Library)]
    internal static partial State duckdb_execute_pending(PendingHandle pending, ResultHandle result);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_result(nint result);

    [LibraryImport(Library)]
    internal static partial nint duckdb_result_error(ResultHandle result);

    [LibraryImport(Library)]
    internal static partial DuckErrorKind duckdb_result_error_type(ResultHandle result);

    [LibraryImport(Library)]
    internal static partial long duckdb_rows_changed(ResultHandle result);

    [LibraryImport(Library)]
    internal static partial long duckdb_column_count(ResultHandle result);

    [LibraryImport(Library)]
    internal static partial nint duckdb_column_name(ResultHandle result, long column);

    [LibraryImport(Library)]
    internal static partial LogicalTypeHandle duckdb_column_logical_type(ResultHandle result, long column);

    [LibraryImport(Library)]
    internal static partial DataChunkHandle duckdb_fetch_chunk(NativeResult result);

    [LibraryImport(Library)]
    internal static partial DuckErrorKind duckdb_error_data_error_type(ErrorDataHandle error);

    [LibraryImport(Library)]
    internal static partial nint duckdb_error_data_message(ErrorDataHandle error);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_error_data(ref nint error);
}
