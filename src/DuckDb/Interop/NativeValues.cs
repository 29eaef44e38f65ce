using System.Collections;
using System.Text;

namespace DuckDb.Interop;

/// <summary>Makes the engine's boxed values from .NET's, for parameters.</summary>
internal static unsafe class NativeValues
{
    internal static ValueHandle Create(object? value) => value switch
    {
        null => Native.duckdb_create_null_value(),
        bool flag => Native.duckdb_create_bool(flag),
        int number => Native.duckdb_create_int32(number),
        long number => Native.duckdb_create_int64(number),
        sbyte or short or byte or ushort => Native.duckdb_create_int32(System.Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)),
        uint number => Native.duckdb_create_int64(number),
        ulong number => Native.duckdb_create_uint64(number),
        Int128 number => Native.duckdb_create_hugeint(NativeHugeInt.From(number)),
        UInt128 number => Native.duckdb_create_uhugeint(NativeHugeInt.From(number)),
        float number => Native.duckdb_create_float(number),
        double number => Native.duckdb_create_double(number),
        decimal number => CreateDecimal(number),
        string text => CreateText(text),
        byte[] bytes => CreateBlob(bytes),
        DateOnly date => Native.duckdb_create_date(DuckTime.ToDays(date)),
        TimeOnly time => Native.duckdb_create_time(DuckTime.ToMicros(time)),
        DateTime moment => Native.duckdb_create_timestamp(DuckTime.ToMicros(moment)),
        DateTimeOffset moment => Native.duckdb_create_timestamp_tz(DuckTime.ToMicros(moment)),
        TimeSpan span => Native.duckdb_create_interval(DuckInterval.From(span)),
        DuckInterval interval => Native.duckdb_create_interval(interval),
        Guid guid => Native.duckdb_create_uuid(DuckUuid.ToPlain(guid)),
        IEnumerable sequence => CreateList(sequence),
        _ => throw Refused(value),
    };

    private static ArgumentException Refused(object value) =>
        new($"A {value.GetType().Name} cannot be given as a parameter.", nameof(value));

    private static ValueHandle CreateDecimal(decimal value)
    {
        var (unscaled, scale) = DuckDecimal.Split(value);
        var width = scale > 18 || Int128.Abs(unscaled) >= DuckDecimal.PowerOfTen(18) ? 38 : 18;
        return Native.duckdb_create_decimal(new NativeDecimal { Width = (byte)width, Scale = (byte)scale, Value = NativeHugeInt.From(unscaled) });
    }

    private static ValueHandle CreateText(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* pointer = bytes)
        {
            byte none = 0;
            return Native.duckdb_create_varchar_length(bytes.Length == 0 ? &none : pointer, bytes.Length);
        }
    }

    private static ValueHandle CreateBlob(byte[] bytes)
    {
        fixed (byte* pointer = bytes)
        {
            byte none = 0;
            return Native.duckdb_create_blob(bytes.Length == 0 ? &none : pointer, bytes.Length);
        }
    }

    private static ValueHandle CreateList(IEnumerable sequence)
    {
        var items = sequence.Cast<object?>().ToArray();
        using var childType = LogicalTypes.Create(ElementType(items));
        var values = new List<ValueHandle>(items.Length);
        try
        {
            foreach (var item in items)
            {
                values.Add(Create(item));
            }

            fixed (nint* pointers = values.Select(value => value.DangerousGetHandle()).Append(0).ToArray())
            {
                return Native.duckdb_create_list_value(childType, pointers, values.Count);
            }
        }
        finally
        {
            foreach (var value in values)
            {
                value.Dispose();
            }
        }
    }

    // A list must have one type: that of its first element that is not null. A list of nothing but nulls is taken as texts.
    private static DuckType ElementType(object?[] items) => items.FirstOrDefault(item => item is not null) switch
    {
        null or string => DuckType.Varchar,
        bool => DuckType.Boolean,
        int or short or sbyte or byte or ushort => DuckType.Integer,
        long or uint => DuckType.BigInt,
        double => DuckType.Double,
        DateOnly => DuckType.Date,
        DateTime => DuckType.Timestamp,
        DateTimeOffset => DuckType.TimestampTz,
        byte[] => DuckType.Blob,
        Guid => DuckType.Simple(DuckTypeId.Uuid),
        var other => throw Refused(other),
    };
}
