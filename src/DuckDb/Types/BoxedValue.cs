using System.Collections;
using System.Globalization;

namespace DuckDb;

/// <summary>Reads and writes values as objects, for single values and generic code; typed access is the fast way.</summary>
internal static class BoxedValue
{
    internal static object? Read(in DuckVector vector, int row)
    {
        if (vector.IsNull(row))
        {
            return null;
        }

        return vector.Type.Id switch
        {
            DuckTypeId.Boolean => vector.Boolean(row),
            DuckTypeId.TinyInt => (sbyte)vector.Int64(row),
            DuckTypeId.SmallInt => (short)vector.Int64(row),
            DuckTypeId.Integer => (int)vector.Int64(row),
            DuckTypeId.BigInt => vector.Int64(row),
            DuckTypeId.UTinyInt => (byte)vector.Int64(row),
            DuckTypeId.USmallInt => (ushort)vector.Int64(row),
            DuckTypeId.UInteger => (uint)vector.Int64(row),
            DuckTypeId.UBigInt => (ulong)vector.Int128(row),
            DuckTypeId.HugeInt => vector.Int128(row),
            DuckTypeId.UHugeInt => vector.UInt128(row),
            DuckTypeId.Float => (float)vector.Double(row),
            DuckTypeId.Double => vector.Double(row),
            DuckTypeId.Decimal => vector.Decimal(row),
            DuckTypeId.Varchar or DuckTypeId.Enum => vector.String(row),
            DuckTypeId.Blob => vector.Blob(row).ToArray(),
            DuckTypeId.Date => vector.Date(row),
            DuckTypeId.Time => vector.Time(row),
            DuckTypeId.Timestamp or DuckTypeId.TimestampSeconds or DuckTypeId.TimestampMilliseconds or DuckTypeId.TimestampNanoseconds
                => vector.Timestamp(row),
            DuckTypeId.TimestampTz => vector.TimestampTz(row),
            DuckTypeId.Interval => vector.Interval(row),
            DuckTypeId.Uuid => vector.Guid(row),
            DuckTypeId.List or DuckTypeId.Array => ReadList(vector, row),
            DuckTypeId.Map => ReadMap(vector, row),
            DuckTypeId.Struct => ReadStruct(vector, row),
            _ => throw new DuckValueException(vector.Type, row, "is of a type this binding does not read; cast it in SQL"),
        };
    }

    private static List<object?> ReadList(in DuckVector vector, int row)
    {
        var list = vector.List(row);
        var values = new List<object?>(list.Count);
        for (var index = 0; index < list.Count; index++)
        {
            values.Add(Read(list.Elements, list.Row(index)));
        }

        return values;
    }

    private static List<KeyValuePair<object, object?>> ReadMap(in DuckVector vector, int row)
    {
        var list = vector.List(row);
        var keys = list.Elements.Field(0);
        var values = list.Elements.Field(1);
        var pairs = new List<KeyValuePair<object, object?>>(list.Count);
        for (var index = 0; index < list.Count; index++)
        {
            pairs.Add(new KeyValuePair<object, object?>(Read(keys, list.Row(index))!, Read(values, list.Row(index))));
        }

        return pairs;
    }

    private static Dictionary<string, object?> ReadStruct(in DuckVector vector, int row)
    {
        var fields = new Dictionary<string, object?>(vector.Type.Fields.Count, StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < vector.Type.Fields.Count; index++)
        {
            fields[vector.Type.Fields[index].Name] = Read(vector.Field(index), row);
        }

        return fields;
    }

    internal static void Write(ref DuckVectorWriter writer, int row, object? value)
    {
        switch (value)
        {
            case null:
                writer.SetNull(row);
                break;
            case string text:
                writer.SetString(row, text);
                break;
            case byte[] bytes:
                writer.SetBlob(row, bytes);
                break;
            case bool flag:
                writer.SetBoolean(row, flag);
                break;
            case sbyte or short or int or long or byte or ushort or uint:
                writer.SetInt64(row, System.Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case ulong number:
                writer.SetInt128(row, number);
                break;
            case Int128 number:
                writer.SetInt128(row, number);
                break;
            case UInt128 number:
                writer.SetUInt128(row, number);
                break;
            case float number:
                writer.SetDouble(row, number);
                break;
            case double number:
                writer.SetDouble(row, number);
                break;
            case decimal number:
                writer.SetDecimal(row, number);
                break;
            case DateOnly date:
                writer.SetDate(row, date);
                break;
            case TimeOnly time:
                writer.SetTime(row, time);
                break;
            case DateTime moment:
                writer.SetTimestamp(row, moment);
                break;
            case DateTimeOffset moment:
                writer.SetTimestampTz(row, moment);
                break;
            case DuckInterval interval:
                writer.SetInterval(row, interval);
                break;
            case Guid guid:
                writer.SetGuid(row, guid);
                break;
            case IReadOnlyDictionary<string, object?> fields:
                WriteStruct(ref writer, row, fields);
                break;
            case IReadOnlyList<KeyValuePair<object, object?>> pairs:
                WriteMap(ref writer, row, pairs);
                break;
            case IEnumerable sequence:
                WriteList(ref writer, row, [.. sequence.Cast<object?>()]);
                break;
            default:
                throw new InvalidCastException($"A {value.GetType().Name} cannot be written to a {writer.Type} vector.");
        }
    }

    private static void WriteStruct(ref DuckVectorWriter writer, int row, IReadOnlyDictionary<string, object?> fields)
    {
        for (var index = 0; index < writer.Type.Fields.Count; index++)
        {
            var field = writer.Field(index);
            Write(ref field, row, fields.GetValueOrDefault(writer.Type.Fields[index].Name));
        }
    }

    private static void WriteMap(ref DuckVectorWriter writer, int row, IReadOnlyList<KeyValuePair<object, object?>> pairs)
    {
        var elements = writer.BeginList(row, pairs.Count, out var offset);
        var keys = elements.Field(0);
        var values = elements.Field(1);
        foreach (var pair in pairs)
        {
            Write(ref keys, offset, pair.Key);
            Write(ref values, offset++, pair.Value);
        }
    }

    private static void WriteList(ref DuckVectorWriter writer, int row, List<object?> items)
    {
        var elements = writer.BeginList(row, items.Count, out var offset);
        foreach (var item in items)
        {
            Write(ref elements, offset++, item);
        }
    }
}
