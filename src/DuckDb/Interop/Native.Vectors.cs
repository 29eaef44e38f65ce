using System.Runtime.InteropServices;

namespace DuckDb.Interop;

internal static unsafe partial class Native
{
    [LibraryImport(Library)]
    internal static partial DataChunkHandle duckdb_create_data_chunk(nint* types, long count);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_data_chunk(ref nint chunk);

    [LibraryImport(Library)]
    internal static partial void duckdb_data_chunk_reset(DataChunkHandle chunk);

    [LibraryImport(Library)]
    internal static partial long duckdb_data_chunk_get_size(nint chunk);

    [LibraryImport(Library)]
    internal static partial void duckdb_data_chunk_set_size(DataChunkHandle chunk, long size);

    [LibraryImport(Library)]
    internal static partial nint duckdb_data_chunk_get_vector(nint chunk, long column);

    [LibraryImport(Library)]
    internal static partial long duckdb_vector_size();

    [LibraryImport(Library)]
    internal static partial byte* duckdb_vector_get_data(nint vector);

    [LibraryImport(Library)]
    internal static partial ulong* duckdb_vector_get_validity(nint vector);

    [LibraryImport(Library)]
    internal static partial void duckdb_vector_ensure_validity_writable(nint vector);

    [LibraryImport(Library)]
    internal static partial void duckdb_unsafe_vector_assign_string_element_len(nint vector, long row, byte* text, long length);

    [LibraryImport(Library)]
    internal static partial nint duckdb_list_vector_get_child(nint vector);

    [LibraryImport(Library)]
    internal static partial long duckdb_list_vector_get_size(nint vector);

    [LibraryImport(Library)]
    internal static partial State duckdb_list_vector_set_size(nint vector, long size);

    [LibraryImport(Library)]
    internal static partial State duckdb_list_vector_reserve(nint vector, long capacity);

    [LibraryImport(Library)]
    internal static partial nint duckdb_struct_vector_get_child(nint vector, long index);

    [LibraryImport(Library)]
    internal static partial nint duckdb_array_vector_get_child(nint vector);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial State duckdb_appender_create(ConnectionHandle connection, string? schema, string table, out AppenderHandle appender);

    [LibraryImport(Library)]
    internal static partial void duckdb_appender_destroy(ref nint appender);

    [LibraryImport(Library)]
    internal static partial State duckdb_appender_close(AppenderHandle appender);

    [LibraryImport(Library)]
    internal static partial State duckdb_appender_flush(AppenderHandle appender);

    [LibraryImport(Library)]
    internal static partial State duckdb_appender_clear(AppenderHandle appender);

    [LibraryImport(Library)]
    internal static partial ErrorDataHandle duckdb_appender_error_data(AppenderHandle appender);

    [LibraryImport(Library)]
    internal static partial long duckdb_appender_column_count(AppenderHandle appender);

    [LibraryImport(Library)]
    internal static partial LogicalTypeHandle duckdb_appender_column_type(AppenderHandle appender, long column);

    [LibraryImport(Library)]
    internal static partial State duckdb_append_data_chunk(AppenderHandle appender, DataChunkHandle chunk);
}
