using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using DuckDb.Interop;

namespace DuckDb;

/// <summary>
/// Writes the values of one vector in place: the result of a scalar function, or a column of an appender's chunk. Rows that are not
/// written keep whatever the memory held: write each one, or set it NULL.
/// </summary>
public unsafe ref struct DuckVectorWriter
{
    private VectorMemory _memory;

    internal DuckVectorWriter(VectorMemory memory, DuckType type, int rowCount)
    {
        _memory = memory;
        Type = type;
        RowCount = rowCount;
    }

    internal DuckVectorWriter(nint vector, DuckType type, int rowCount)
        : this(VectorMemory.Of(vector, type), type, rowCount)
    {
    }

    /// <summary>The type of the values.</summary>
    public DuckType Type { get; }

    /// <summary>How many rows may be written.</summary>
    public int RowCount { get; }

    /// <summary>Where the values lie, with the mask of NULLs once one was set.</summary>
    internal readonly VectorMemory Memory => _memory;

    /// <summary>The values' memory, to be filled directly.</summary>
    /// <typeparam name="T">A type of exactly the stored size: <see langword="long"/> for BIGINT, TIMESTAMP and DECIMAL of 10 to 18 digits ...</typeparam>
    /// <exception cref="InvalidCastException">The size differs, or the values are texts or lists, whose memory is the engine's.</exception>
    public readonly Span<T> Span<T>()
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() != Type.PhysicalSize() || Type.Id is DuckTypeId.Varchar or DuckTypeId.Blob or DuckTypeId.List or DuckTypeId.Map)
        {
            throw new InvalidCastException($"{Type} values cannot be written as {typeof(T).Name}.");
        }

        return new Span<T>(_memory.Data, RowCount);
    }

    /// <summary>Makes the row NULL.</summary>
    public void SetNull(int row)
    {
        CheckRow(row);
        if (_memory.Validity == null)
        {
            _memory = _memory.WithValidity();
        }

        _memory.Validity[row >> 6] &= ~(1UL << (row & 63));
        switch (Type.Id)
        {
            case DuckTypeId.List or DuckTypeId.Map:
                ((NativeListEntry*)_memory.Data)[row] = default;
                break;
            case DuckTypeId.Struct or DuckTypeId.Array:
                SetPartsNull(row);
                break;
        }
    }

    /// <summary>Writes a VARCHAR or ENUM value.</summary>
    /// <exception cref="DuckDbException">The bytes are not UTF-8, or not one of the ENUM's texts.</exception>
    public readonly void SetUtf8(int row, ReadOnlySpan<byte> text)
    {
        if (Type.Id == DuckTypeId.Enum)
        {
            SetString(row, Encoding.UTF8.GetString(text));
            return;
        }

        CheckRow(row, DuckTypeId.Varchar);
        if (!Utf8.IsValid(text))
        {
            throw new DuckDbException(DuckErrorKind.InvalidInput, "A text is not valid UTF-8.");
        }

        NativeText.Write(_memory.Vector, _memory.Data, row, text);
    }

    /// <summary>Writes a VARCHAR or ENUM value.</summary>
    public readonly void SetString(int row, string text)
    {
        if (Type.Id == DuckTypeId.Enum)
        {
            SetEnum(row, text);
            return;
        }

        CheckRow(row, DuckTypeId.Varchar);
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        using var bytes = new Scratch(size);
        Span<byte> buffer = size <= Scratch.OnStack ? stackalloc byte[Scratch.OnStack] : bytes.Span;
        NativeText.Write(_memory.Vector, _memory.Data, row, buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
    }

    /// <summary>Writes a BLOB value.</summary>
    public readonly void SetBlob(int row, ReadOnlySpan<byte> bytes)
    {
        CheckRow(row, DuckTypeId.Blob);
        NativeText.Write(_memory.Vector, _memory.Data, row, bytes);
    }

    /// <summary>Writes a BOOLEAN value.</summary>
    public readonly void SetBoolean(int row, bool value)
    {
        CheckRow(row, DuckTypeId.Boolean);
        _memory.Data[row] = value ? (byte)1 : (byte)0;
    }

    /// <summary>Writes a value of any integer type.</summary>
    /// <exception cref="DuckDbException">It does not fit.</exception>
    public readonly void SetInt64(int row, long value)
    {
        CheckRow(row);
        switch (Type.Id)
        {
            case DuckTypeId.BigInt:
                ((long*)_memory.Data)[row] = value;
                break;
            case DuckTypeId.Integer when value == (int)value:
                ((int*)_memory.Data)[row] = (int)value;
                break;
            default:
                SetInt128(row, value);
                break;
        }
    }

    /// <summary>Writes a value of any integer type but UHUGEINT beyond its half.</summary>
    /// <exception cref="DuckDbException">It does not fit.</exception>
    public readonly void SetInt128(int row, Int128 value)
    {
        CheckRow(row);
        switch (Type.Id)
        {
            case DuckTypeId.TinyInt when value == (sbyte)value:
            case DuckTypeId.UTinyInt when value == (byte)value:
                _memory.Data[row] = (byte)value;
                break;
            case DuckTypeId.SmallInt when value == (short)value:
            case DuckTypeId.USmallInt when value == (ushort)value:
                ((ushort*)_memory.Data)[row] = (ushort)value;
                break;
            case DuckTypeId.Integer when value == (int)value:
            case DuckTypeId.UInteger when value == (uint)value:
                ((uint*)_memory.Data)[row] = (uint)value;
                break;
            case DuckTypeId.BigInt when value == (long)value:
            case DuckTypeId.UBigInt when value == (ulong)value:
                ((ulong*)_memory.Data)[row] = (ulong)value;
                break;
            case DuckTypeId.HugeInt:
            case DuckTypeId.UHugeInt when value >= 0:
                ((NativeHugeInt*)_memory.Data)[row] = NativeHugeInt.From(value);
                break;
            case DuckTypeId.TinyInt or DuckTypeId.UTinyInt or DuckTypeId.SmallInt or DuckTypeId.USmallInt or DuckTypeId.Integer
                or DuckTypeId.UInteger or DuckTypeId.BigInt or DuckTypeId.UBigInt or DuckTypeId.UHugeInt:
                throw OutOfRange();
            default:
                throw Mismatch("an integer");
        }
    }

    /// <summary>Writes a UHUGEINT value.</summary>
    public readonly void SetUInt128(int row, UInt128 value)
    {
        CheckRow(row, DuckTypeId.UHugeInt);
        ((NativeHugeInt*)_memory.Data)[row] = NativeHugeInt.From(value);
    }

    /// <summary>Writes a DOUBLE or FLOAT value.</summary>
    public readonly void SetDouble(int row, double value)
    {
        CheckRow(row);
        if (Type.Id == DuckTypeId.Float)
        {
            ((float*)_memory.Data)[row] = (float)value;
            return;
        }

        CheckRow(row, DuckTypeId.Double);
        ((double*)_memory.Data)[row] = value;
    }

    /// <summary>Writes a DECIMAL value.</summary>
    /// <exception cref="DuckDbException">It has more digits, before or after the point, than the type.</exception>
    public readonly void SetDecimal(int row, decimal value)
    {
        CheckRow(row, DuckTypeId.Decimal);
        SetStored(row, DuckDecimal.Rescale(value, Type.Width, Type.Scale) ?? throw OutOfRange());
    }

    /// <summary>Writes a DECIMAL value that is already multiplied by ten to the power of the scale: 150 is 1.50 in DECIMAL(18,2).</summary>
    /// <exception cref="DuckDbException">It has more digits than the type.</exception>
    public readonly void SetUnscaled(int row, Int128 value)
    {
        CheckRow(row, DuckTypeId.Decimal);
        if (Int128.Abs(value) >= DuckDecimal.PowerOfTen(Type.Width))
        {
            throw OutOfRange();
        }

        SetStored(row, value);
    }

    /// <summary>Writes a DATE value.</summary>
    public readonly void SetDate(int row, DateOnly value)
    {
        CheckRow(row, DuckTypeId.Date);
        ((int*)_memory.Data)[row] = DuckTime.ToDays(value);
    }

    /// <summary>Writes a TIME value, cut off to microseconds.</summary>
    public readonly void SetTime(int row, TimeOnly value)
    {
        CheckRow(row, DuckTypeId.Time);
        ((long*)_memory.Data)[row] = DuckTime.ToMicros(value);
    }

    /// <summary>Writes a TIMESTAMP value of any precision, cut off to what the type holds.</summary>
    /// <exception cref="ArgumentException">The time is of local kind.</exception>
    public readonly void SetTimestamp(int row, DateTime value) => SetTimestampMicros(row, DuckTime.ToMicros(value));

    /// <summary>Writes a TIMESTAMP WITH TIME ZONE value, cut off to microseconds.</summary>
    public readonly void SetTimestampTz(int row, DateTimeOffset value)
    {
        CheckRow(row, DuckTypeId.TimestampTz);
        ((long*)_memory.Data)[row] = DuckTime.ToMicros(value);
    }

    /// <summary>Writes a timestamp of any type from microseconds since 1970-01-01.</summary>
    public readonly void SetTimestampMicros(int row, long micros)
    {
        CheckRow(row);
        ((long*)_memory.Data)[row] = Type.Id switch
        {
            DuckTypeId.Timestamp or DuckTypeId.TimestampTz => micros,
            DuckTypeId.TimestampSeconds => Math.DivRem(micros, 1_000_000) is var (seconds, rest) && rest < 0 ? seconds - 1 : seconds,
            DuckTypeId.TimestampMilliseconds => Math.DivRem(micros, 1_000) is var (millis, rest) && rest < 0 ? millis - 1 : millis,
            DuckTypeId.TimestampNanoseconds => Math.Abs(micros) <= long.MaxValue / 1_000 ? micros * 1_000 : throw OutOfRange(),
            _ => throw Mismatch("a timestamp"),
        };
    }

    /// <summary>Writes an INTERVAL value.</summary>
    public readonly void SetInterval(int row, DuckInterval value)
    {
        CheckRow(row, DuckTypeId.Interval);
        ((DuckInterval*)_memory.Data)[row] = value;
    }

    /// <summary>Writes a UUID value.</summary>
    public readonly void SetGuid(int row, Guid value)
    {
        CheckRow(row, DuckTypeId.Uuid);
        ((NativeHugeInt*)_memory.Data)[row] = DuckUuid.ToStored(value);
    }

    /// <summary>
    /// Makes room for a LIST, MAP or ARRAY value and answers the writer of its elements, which begin at <paramref name="offset"/>.
    /// Call it once a row; earlier writers of elements are no longer valid after it.
    /// </summary>
    /// <exception cref="DuckDbException">An ARRAY was given another length than its own.</exception>
    public readonly DuckVectorWriter BeginList(int row, int count, out int offset)
    {
        CheckRow(row);
        if (Type.Id == DuckTypeId.Array)
        {
            offset = row * Type.Length;
            return count == Type.Length
                ? new DuckVectorWriter(Native.duckdb_array_vector_get_child(_memory.Vector), Type.Child!, checked(RowCount * Type.Length))
                : throw OutOfRange();
        }

        if (Type.Id is not (DuckTypeId.List or DuckTypeId.Map))
        {
            throw Mismatch("a list");
        }

        var used = Native.duckdb_list_vector_get_size(_memory.Vector);
        var size = used + count;
        offset = checked((int)used);
        Native.duckdb_list_vector_reserve(_memory.Vector, size);
        Native.duckdb_list_vector_set_size(_memory.Vector, size);
        ((NativeListEntry*)_memory.Data)[row] = new NativeListEntry((ulong)used, (ulong)count);
        return new DuckVectorWriter(Native.duckdb_list_vector_get_child(_memory.Vector), Type.Child!, checked((int)size));
    }

    /// <summary>The writer of one field of a STRUCT.</summary>
    public readonly DuckVectorWriter Field(int index)
    {
        CheckType(DuckTypeId.Struct);
        return new DuckVectorWriter(Native.duckdb_struct_vector_get_child(_memory.Vector, index), Type.Fields[index].Type, RowCount);
    }

    // The engine walks into the parts of a NULL row too: what lies there must not be left as it was.
    private readonly void SetPartsNull(int row)
    {
        for (var index = 0; index < Type.Fields.Count; index++)
        {
            Field(index).SetNull(row);
        }

        if (Type.Id == DuckTypeId.Array)
        {
            var elements = BeginList(row, Type.Length, out var offset);
            for (var index = 0; index < Type.Length; index++)
            {
                elements.SetNull(offset + index);
            }
        }
    }

    private readonly void SetEnum(int row, string text)
    {
        CheckRow(row);
        var index = Type.EnumIndexOf(text);
        switch (Type.PhysicalSize())
        {
            case 1:
                _memory.Data[row] = (byte)index;
                break;
            case 2:
                ((ushort*)_memory.Data)[row] = (ushort)index;
                break;
            default:
                ((uint*)_memory.Data)[row] = (uint)index;
                break;
        }
    }

    /// <summary>A number in the engine's own terms: an integer, a DECIMAL's unscaled value, a DATE's days, a timestamp's count.</summary>
    internal readonly void SetStored(int row, long value)
    {
        switch (Type.Id)
        {
            case DuckTypeId.Decimal:
                SetUnscaled(row, value);
                break;
            case DuckTypeId.Date when value == (int)value:
                CheckRow(row);
                ((int*)_memory.Data)[row] = (int)value;
                break;
            case DuckTypeId.Timestamp or DuckTypeId.TimestampTz or DuckTypeId.TimestampSeconds or DuckTypeId.TimestampMilliseconds
                or DuckTypeId.TimestampNanoseconds or DuckTypeId.Time:
                CheckRow(row);
                ((long*)_memory.Data)[row] = value;
                break;
            default:
                SetInt64(row, value);
                break;
        }
    }

    private readonly void SetStored(int row, Int128 unscaled)
    {
        switch (Type.PhysicalSize())
        {
            case 2:
                ((short*)_memory.Data)[row] = (short)unscaled;
                break;
            case 4:
                ((int*)_memory.Data)[row] = (int)unscaled;
                break;
            case 8:
                ((long*)_memory.Data)[row] = (long)unscaled;
                break;
            default:
                ((NativeHugeInt*)_memory.Data)[row] = NativeHugeInt.From(unscaled);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void CheckRow(int row) => ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)RowCount, nameof(row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void CheckRow(int row, DuckTypeId wanted)
    {
        CheckType(wanted);
        CheckRow(row);
    }

    private readonly void CheckType(DuckTypeId wanted)
    {
        if (Type.Id != wanted)
        {
            throw Mismatch(wanted.ToString());
        }
    }

    private readonly DuckDbException OutOfRange() => new(DuckErrorKind.OutOfRange, $"A value does not fit into {Type}.");

    private readonly InvalidCastException Mismatch(string wanted) => new($"A {Type} vector was written as {wanted}.");
}
