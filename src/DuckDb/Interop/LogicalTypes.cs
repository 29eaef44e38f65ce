using System.Runtime.InteropServices;

namespace DuckDb.Interop;

/// <summary>Turns the engine's logical types into <see cref="DuckType"/> and back.</summary>
internal static unsafe class LogicalTypes
{
    internal static DuckType Read(LogicalTypeHandle handle)
    {
        using (handle)
        {
            var id = Native.duckdb_get_type_id(handle);
            return id switch
            {
                DuckTypeId.Decimal => DuckType.Decimal(Native.duckdb_decimal_width(handle), Native.duckdb_decimal_scale(handle)),
                DuckTypeId.List => DuckType.List(Read(Native.duckdb_list_type_child_type(handle))),
                DuckTypeId.Array => DuckType.Array(
                    Read(Native.duckdb_array_type_child_type(handle)), checked((int)Native.duckdb_array_type_array_size(handle))),
                DuckTypeId.Map => DuckType.Map(
                    Read(Native.duckdb_map_type_key_type(handle)), Read(Native.duckdb_map_type_value_type(handle))),
                DuckTypeId.Struct => DuckType.Struct(ReadFields(handle)),
                DuckTypeId.Enum => DuckType.Enum(ReadEnumValues(handle)),
                _ => DuckType.Simple(id),
            };
        }
    }

    internal static LogicalTypeHandle Create(DuckType type)
    {
        switch (type.Id)
        {
            case DuckTypeId.Decimal:
                return Native.duckdb_create_decimal_type((byte)type.Width, (byte)type.Scale);
            case DuckTypeId.List:
                using (var child = Create(type.Child!))
                {
                    return Native.duckdb_create_list_type(child);
                }

            case DuckTypeId.Array:
                using (var child = Create(type.Child!))
                {
                    return Native.duckdb_create_array_type(child, type.Length);
                }

            case DuckTypeId.Map:
                using (var key = Create(type.Child!.Fields[0].Type))
                using (var value = Create(type.Child.Fields[1].Type))
                {
                    return Native.duckdb_create_map_type(key, value);
                }

            case DuckTypeId.Struct:
                return CreateStruct(type);
            case DuckTypeId.Enum:
                return WithTexts(type.EnumValues, static texts => Native.duckdb_create_enum_type(texts.Pointers, texts.Count));
            default:
                return Native.duckdb_create_logical_type(type.Id);
        }
    }

    /// <summary>Takes over a text that the library allocated for the caller.</summary>
    internal static string TakeText(byte* text)
    {
        try
        {
            return Marshal.PtrToStringUTF8((nint)text) ?? string.Empty;
        }
        finally
        {
            Native.duckdb_free(text);
        }
    }

    private static DuckField[] ReadFields(LogicalTypeHandle handle)
    {
        var fields = new DuckField[Native.duckdb_struct_type_child_count(handle)];
        for (var index = 0; index < fields.Length; index++)
        {
            fields[index] = new DuckField(
                TakeText(Native.duckdb_struct_type_child_name(handle, index)), Read(Native.duckdb_struct_type_child_type(handle, index)));
        }

        return fields;
    }

    private static string[] ReadEnumValues(LogicalTypeHandle handle)
    {
        var values = new string[Native.duckdb_enum_dictionary_size(handle)];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = TakeText(Native.duckdb_enum_dictionary_value(handle, index));
        }

        return values;
    }

    private static LogicalTypeHandle CreateStruct(DuckType type)
    {
        var children = type.Fields.Select(field => Create(field.Type)).ToArray();
        try
        {
            return WithTexts([.. type.Fields.Select(field => field.Name)], texts =>
            {
                fixed (nint* pointers = children.Select(child => child.DangerousGetHandle()).ToArray())
                {
                    return Native.duckdb_create_struct_type(pointers, texts.Pointers, texts.Count);
                }
            });
        }
        finally
        {
            foreach (var child in children)
            {
                child.Dispose();
            }
        }
    }

    private static LogicalTypeHandle WithTexts(IReadOnlyList<string> texts, Func<NativeTexts, LogicalTypeHandle> create)
    {
        using var native = new NativeTexts(texts);
        return create(native);
    }

    private sealed class NativeTexts : IDisposable
    {
        internal NativeTexts(IReadOnlyList<string> texts)
        {
            Count = texts.Count;
            Pointers = (byte**)NativeMemory.AllocZeroed((nuint)Math.Max(Count, 1), (nuint)sizeof(byte*));
            for (var index = 0; index < Count; index++)
            {
                Pointers[index] = (byte*)Marshal.StringToCoTaskMemUTF8(texts[index]);
            }
        }

        internal byte** Pointers { get; }

        internal int Count { get; }

        public void Dispose()
        {
            for (var index = 0; index < Count; index++)
            {
                Marshal.FreeCoTaskMem((nint)Pointers[index]);
            }

            NativeMemory.Free(Pointers);
        }
    }
}
