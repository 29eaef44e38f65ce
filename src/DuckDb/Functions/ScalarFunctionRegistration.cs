using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDb.Interop;

namespace DuckDb;

/// <summary>
/// Hands a function to the engine and answers its calls. The engine keeps a handle to the registration and frees it, through
/// <see cref="Free"/>, when it drops the function. No exception leaves <see cref="Call"/>.
/// </summary>
internal sealed unsafe class ScalarFunctionRegistration
{
    private readonly DuckScalarFunction _function;
    private readonly DuckType[] _parameters;

    private ScalarFunctionRegistration(DuckScalarFunction function)
    {
        _function = function;
        _parameters = [.. function.Parameters];
    }

    internal static void Register(ConnectionHandle connection, DuckScalarFunction function)
    {
        if (string.IsNullOrWhiteSpace(function.Name))
        {
            throw new ArgumentException("A function needs a name.", nameof(function));
        }

        using var native = Native.duckdb_create_scalar_function();
        Native.duckdb_scalar_function_set_name(native, function.Name);
        foreach (var parameter in function.Parameters)
        {
            using var type = LogicalTypes.Create(parameter);
            Native.duckdb_scalar_function_add_parameter(native, type);
        }

        using (var type = LogicalTypes.Create(function.Returns))
        {
            Native.duckdb_scalar_function_set_return_type(native, type);
        }

        if (function.Nulls == DuckNullHandling.SeeNulls)
        {
            Native.duckdb_scalar_function_set_special_handling(native);
        }

        if (function.IsVolatile)
        {
            Native.duckdb_scalar_function_set_volatile(native);
        }

        var registration = GCHandle.Alloc(new ScalarFunctionRegistration(function));
        Native.duckdb_scalar_function_set_extra_info(native, GCHandle.ToIntPtr(registration), &Free);
        Native.duckdb_scalar_function_set_function(native, &Call);
        if (Native.duckdb_register_scalar_function(connection, native) != State.Success)
        {
            throw new DuckDbException(DuckErrorKind.Catalog, $"The engine refuses the function {function.Name}: its name is taken, or a type is not possible.");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Call(nint info, nint chunk, nint output)
    {
        try
        {
            var handle = GCHandle.FromIntPtr(Native.duckdb_scalar_function_get_extra_info(info));
            ((ScalarFunctionRegistration)handle.Target!).Run(chunk, output);
        }
        catch (Exception exception)
        {
            Native.duckdb_scalar_function_set_error(info, exception.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(nint extraInfo) => GCHandle.FromIntPtr(extraInfo).Free();

    private void Run(nint chunk, nint output)
    {
        var columns = new VectorMemory[_parameters.Length];
        VectorMemory.Of(chunk, _parameters, columns);
        var input = new DuckChunk((int)Native.duckdb_data_chunk_get_size(chunk), columns, _parameters);
        var writer = new DuckVectorWriter(output, _function.Returns, input.RowCount);
        _function.Callback(input, ref writer);
        if (_function.Nulls == DuckNullHandling.Propagate)
        {
            Propagate(input, ref writer);
        }
    }

    private static void Propagate(in DuckChunk input, ref DuckVectorWriter output)
    {
        for (var index = 0; index < input.ColumnCount; index++)
        {
            var column = input.Column(index);
            for (var row = 0; column.MayHaveNulls && row < input.RowCount; row++)
            {
                if (column.IsNull(row))
                {
                    output.SetNull(row);
                }
            }
        }
    }
}
