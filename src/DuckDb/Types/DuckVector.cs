using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using DuckDb.Interop;

namespace DuckDb;

/// <summary>
/// One column of a chunk, read in place. It and every span taken from it are valid until the next chunk is fetched
/// (in a scalar function: until the callback returns).
/// </summary>
public readonly unsafe ref struct DuckVector
{
    private readonly VectorMemory _memory;

    internal DuckVector(VectorMemory memory, DuckType type, int rowCount)
    {
        _memory = memory;
        Type = type;
        RowCount = rowCount;
    }

    private DuckVector(nint vector, DuckType type, int rowCount)
        : this(VectorMemory.Of(vector, type), type, rowCount)
    {
    }

    /// <summary>The type of the values.</summary>
    public DuckType Type { get; }

    /// <summary>How many values there are.</summary>
    public int RowCount { get; }

    /// <summary>False when it is certain that no value is NULL.</summary>
    public bool MayHaveNulls => _memory.Validity != null;

    /// <summary>Whether the value is NULL; the data of such a row is undefined.</summary>
    public bool IsNull(int row)
    {
        CheckRow(row);
        return _memory.Validity != null && (_memory.Validity[row >> 6] & (1UL << (row & 63))) == 0;
    }

    /// <summary>All values as the engine stores them; those of NULL rows are undefined.</summary>
    /// <typeparam name="T">A type of exactly the stored size: <see langword="long"/> for BIGINT, TIMESTAMP and DECIMAL of 10 to 18 digits ...</typeparam>
    /// <exception cref="InvalidCastException">The size differs.</exception>
    public ReadOnlySpan<T> Span<T>()
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() != Type.PhysicalSize())
        {
            throw new InvalidCastException($"{Type} values are stored in {Type.PhysicalSize()} bytes each, {typeof(T).Name} has {Unsafe.SizeOf<T>()}.");
        }

        return new ReadOnlySpan<T>(_memory.Data, RowCount);
    }

    /// <summary>The bytes of a VARCHAR or ENUM value.</summary>
    public ReadOnlySpan<byte> Utf8(int row) =>
        Type.Id == DuckTypeId.Enum ? Type.EnumUtf8(EnumIndex(row)) : Bytes(row, DuckTypeId.Varchar);

    /// <summary>A VARCHAR or ENUM value.</summary>
    public string String(int row) =>
        Type.Id == DuckTypeId.Enum ? Type.EnumValues[EnumIndex(row)] : Encoding.UTF8.GetString(Bytes(row, DuckTypeId.Varchar));

    /// <summary>The bytes of a BLOB value.</summary>
    public ReadOnlySpan<byte> Blob(int row) => Bytes(row, DuckTypeId.Blob);

    /// <summary>A BOOLEAN value.</summary>
    public bool Boolean(int row) => At<byte>(row, DuckTypeId.Boolean) != 0;

    /// <summary>A value of any integer type that fits into 64 bits.</summary>
    /// <exception cref="DuckValueException">The value is larger.</exception>
    public long Int64(int row)
    {
        switch (Type.Id)
        {
            case DuckTypeId.BigInt:
                return At<long>(row);
            case DuckTypeId.Integer:
                return At<int>(row);
            case DuckTypeId.SmallInt:
                return At<short>(row);
            case DuckTypeId.TinyInt:
                return At<sbyte>(row);
            default:
                var wide = Int128(row);
                return wide >= long.MinValue && wide <= long.MaxValue ? (long)wide : throw Unfit(row, "needs more than 64 bits");
        }
    }

    /// <summary>A value of any integer type but UHUGEINT beyond its half.</summary>
    /// <exception cref="DuckValueException">The value is larger.</exception>
    public Int128 Int128(int row) => Type.Id switch
    {
        DuckTypeId.TinyInt => At<sbyte>(row),
        DuckTypeId.SmallInt => At<short>(row),
        DuckTypeId.Integer => At<int>(row),
        DuckTypeId.BigInt => At<long>(row),
        DuckTypeId.UTinyInt => At<byte>(row),
        DuckTypeId.USmallInt => At<ushort>(row),
        DuckTypeId.UInteger => At<uint>(row),
        DuckTypeId.UBigInt => At<ulong>(row),
        DuckTypeId.HugeInt => At<NativeHugeInt>(row).ToInt128(),
        DuckTypeId.UHugeInt => At<NativeHugeInt>(row).ToInt128() is var value && value >= 0 ? value : throw Unfit(row, "needs an unsigned type"),
        _ => throw Mismatch("an integer"),
    };

    /// <summary>A UHUGEINT value.</summary>
    public UInt128 UInt128(int row) => At<NativeHugeInt>(row, DuckTypeId.UHugeInt).ToUInt128();

    /// <summary>A DOUBLE or FLOAT value.</summary>
    public double Double(int row) => Type.Id == DuckTypeId.Float ? At<float>(row) : At<double>(row, DuckTypeId.Double);

    /// <summary>A DECIMAL value.</summary>
    /// <exception cref="DuckValueException">It needs more than 96 bits or 28 digits after the point.</exception>
    public decimal Decimal(int row) =>
        DuckDecimal.ToDecimal(Unscaled(row), Type.Scale) ?? throw Unfit(row, "needs more digits than a .NET decimal has");

    /// <summary>A DECIMAL value times ten to the power of its scale: 1.50 of DECIMAL(18,2) is 150.</summary>
    public Int128 Unscaled(int row)
    {
        CheckType(DuckTypeId.Decimal);
        return Type.PhysicalSize() switch
        {
            2 => At<short>(row),
            4 => At<int>(row),
            8 => At<long>(row),
            _ => At<NativeHugeInt>(row).ToInt128(),
        };
    }

    /// <summary>A DATE value.</summary>
    /// <exception cref="DuckValueException">It is infinite or outside the years 1 to 9999.</exception>
    public DateOnly Date(int row) => DuckTime.ToDate(At<int>(row, DuckTypeId.Date)) ?? throw UnfitMoment(row);

    /// <summary>A TIME value.</summary>
    /// <exception cref="DuckValueException">It is 24:00:00.</exception>
    public TimeOnly Time(int row) => DuckTime.ToTime(At<long>(row, DuckTypeId.Time)) ?? throw Unfit(row, "is the end of the day, which .NET cannot hold");

    /// <summary>A TIMESTAMP value of any precision, of unspecified kind.</summary>
    /// <exception cref="DuckValueException">It is infinite, outside the years 1 to 9999, or finer than 100 ns.</exception>
    public DateTime Timestamp(int row)
    {
        if (Type.Id is not (DuckTypeId.Timestamp or DuckTypeId.TimestampSeconds or DuckTypeId.TimestampMilliseconds or DuckTypeId.TimestampNanoseconds))
        {
            throw Mismatch("a timestamp without time zone");
        }

        return new DateTime(DuckTime.ToTicks(At<long>(row), Type.Id) ?? throw UnfitMoment(row), DateTimeKind.Unspecified);
    }

    /// <summary>A TIMESTAMP WITH TIME ZONE value, in UTC.</summary>
    /// <exception cref="DuckValueException">It is infinite or outside the years 1 to 9999.</exception>
    public DateTimeOffset TimestampTz(int row) =>
        new(DuckTime.ToTicks(At<long>(row, DuckTypeId.TimestampTz), Type.Id) ?? throw UnfitMoment(row), TimeSpan.Zero);

    /// <summary>An INTERVAL value.</summary>
    public DuckInterval Interval(int row) => At<DuckInterval>(row, DuckTypeId.Interval);

    /// <summary>A UUID value.</summary>
    public Guid Guid(int row) => DuckUuid.ToGuid(At<NativeHugeInt>(row, DuckTypeId.Uuid));

    /// <summary>The position of an ENUM value in <see cref="DuckType.EnumValues"/>.</summary>
    public int EnumIndex(int row)
    {
        CheckType(DuckTypeId.Enum);
        return Type.PhysicalSize() switch
        {
            1 => At<byte>(row),
            2 => At<ushort>(row),
            _ => At<int>(row),
        };
    }

    /// <summary>The elements of a LIST, ARRAY or MAP value; a MAP's are STRUCTs of <c>key</c> and <c>value</c>.</summary>
    public DuckList List(int row)
    {
        CheckRow(row);
        if (Type.Id == DuckTypeId.Array)
        {
            var elements = new DuckVector(Native.duckdb_array_vector_get_child(_memory.Vector), Type.Child!, checked(RowCount * Type.Length));
            return new DuckList(elements, row * Type.Length, Type.Length);
        }

        if (Type.Id is not (DuckTypeId.List or DuckTypeId.Map))
        {
            throw Mismatch("a list");
        }

        var entry = At<NativeListEntry>(row);
        var size = checked((int)Native.duckdb_list_vector_get_size(_memory.Vector));
        var child = new DuckVector(Native.duckdb_list_vector_get_child(_memory.Vector), Type.Child!, size);
        return new DuckList(child, checked((int)entry.Offset), checked((int)entry.Length));
    }

    /// <summary>One field of a STRUCT for all rows, by position.</summary>
    public DuckVector Field(int index)
    {
        CheckType(DuckTypeId.Struct);
        return new DuckVector(Native.duckdb_struct_vector_get_child(_memory.Vector, index), Type.Fields[index].Type, RowCount);
    }

    /// <summary>One field of a STRUCT for all rows, by name.</summary>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    public DuckVector Field(string name)
    {
        for (var index = 0; index < Type.Fields.Count; index++)
        {
            if (string.Equals(Type.Fields[index].Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return Field(index);
            }
        }

        throw new ArgumentException($"{Type} has no field {name}.", nameof(name));
    }

    /// <summary>
    /// The value as an object, null for NULL: the .NET type nearest to the engine's, a <c>List&lt;object?&gt;</c> for LIST and ARRAY, a
    /// <c>Dictionary&lt;string, object?&gt;</c> for STRUCT, a list of key-value pairs for MAP.
    /// </summary>
    public object? Value(int row) => BoxedValue.Read(this, row);

    internal DuckValueException Unfit(int row, string reason) => new(Type, row, reason);

    internal InvalidCastException Mismatch(string wanted) => new($"A {Type} vector was read as {wanted}.");

    private DuckValueException UnfitMoment(int row) => Unfit(row, "is infinite, outside the years 1 to 9999 or finer than a .NET tick");

    private ReadOnlySpan<byte> Bytes(int row, DuckTypeId wanted)
    {
        CheckType(wanted);
        CheckRow(row);
        return NativeText.Read(_memory.Data + (row * (long)NativeText.Size));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T At<T>(int row)
        where T : unmanaged
    {
        CheckRow(row);
        return ((T*)_memory.Data)[row];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T At<T>(int row, DuckTypeId wanted)
        where T : unmanaged
    {
        CheckType(wanted);
        return At<T>(row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CheckRow(int row) => ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)RowCount, nameof(row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CheckType(DuckTypeId wanted)
    {
        if (Type.Id != wanted)
        {
            ThrowMismatch(wanted);
        }
    }

    [DoesNotReturn]
    private void ThrowMismatch(DuckTypeId wanted) => throw Mismatch(wanted.ToString());
}
