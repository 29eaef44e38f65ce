using System.Globalization;
using System.Text;

namespace DuckDb;

/// <summary>A logical type with what belongs to it: width and scale, children, fields, enum texts. Immutable.</summary>
public sealed class DuckType
{
    private byte[][]? _enumUtf8;
    private Dictionary<string, int>? _enumIndexes;

    private DuckType(DuckTypeId id) => Id = id;

    /// <summary>BOOLEAN.</summary>
    public static DuckType Boolean { get; } = Simple(DuckTypeId.Boolean);

    /// <summary>INTEGER.</summary>
    public static DuckType Integer { get; } = Simple(DuckTypeId.Integer);

    /// <summary>BIGINT.</summary>
    public static DuckType BigInt { get; } = Simple(DuckTypeId.BigInt);

    /// <summary>DOUBLE.</summary>
    public static DuckType Double { get; } = Simple(DuckTypeId.Double);

    /// <summary>VARCHAR.</summary>
    public static DuckType Varchar { get; } = Simple(DuckTypeId.Varchar);

    /// <summary>BLOB.</summary>
    public static DuckType Blob { get; } = Simple(DuckTypeId.Blob);

    /// <summary>DATE.</summary>
    public static DuckType Date { get; } = Simple(DuckTypeId.Date);

    /// <summary>TIMESTAMP.</summary>
    public static DuckType Timestamp { get; } = Simple(DuckTypeId.Timestamp);

    /// <summary>TIMESTAMP WITH TIME ZONE.</summary>
    public static DuckType TimestampTz { get; } = Simple(DuckTypeId.TimestampTz);

    /// <summary>LIST(VARCHAR).</summary>
    public static DuckType VarcharList { get; } = List(Varchar);

    /// <summary>Which type it is.</summary>
    public DuckTypeId Id { get; }

    /// <summary>Digits of a DECIMAL, 1 to 38; else 0.</summary>
    public int Width { get; private init; }

    /// <summary>Digits of a DECIMAL after the point; else 0.</summary>
    public int Scale { get; private init; }

    /// <summary>Length of an ARRAY; else 0.</summary>
    public int Length { get; private init; }

    /// <summary>Type of the elements of a LIST or ARRAY; of a MAP, the STRUCT of its key and value. Null for other types.</summary>
    public DuckType? Child { get; private init; }

    /// <summary>Fields of a STRUCT, in order; else empty.</summary>
    public IReadOnlyList<DuckField> Fields { get; private init; } = [];

    /// <summary>Texts of an ENUM, in order; else empty.</summary>
    public IReadOnlyList<string> EnumValues { get; private init; } = [];

    /// <summary>A type without parts.</summary>
    /// <exception cref="ArgumentException">The type has parts (DECIMAL, LIST, STRUCT ...): use its own method.</exception>
    public static DuckType Simple(DuckTypeId id) =>
        id is DuckTypeId.Decimal or DuckTypeId.Enum or DuckTypeId.List or DuckTypeId.Struct or DuckTypeId.Map or DuckTypeId.Array
            ? throw new ArgumentException($"{id} has parts: make it with the method of that name.", nameof(id))
            : new DuckType(id);

    /// <summary>DECIMAL with the given digits in all and after the point.</summary>
    public static DuckType Decimal(int width, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 38);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, width);
        return new DuckType(DuckTypeId.Decimal) { Width = width, Scale = scale };
    }

    /// <summary>LIST of the given type.</summary>
    public static DuckType List(DuckType child) => new(DuckTypeId.List) { Child = child };

    /// <summary>ARRAY of the given type and length.</summary>
    public static DuckType Array(DuckType child, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        return new DuckType(DuckTypeId.Array) { Child = child, Length = length };
    }

    /// <summary>STRUCT of the given fields.</summary>
    public static DuckType Struct(params IReadOnlyList<DuckField> fields) => new(DuckTypeId.Struct) { Fields = [.. fields] };

    /// <summary>MAP from the key type to the value type.</summary>
    public static DuckType Map(DuckType key, DuckType value) =>
        new(DuckTypeId.Map) { Child = Struct(new DuckField("key", key), new DuckField("value", value)) };

    /// <summary>ENUM of the given texts.</summary>
    public static DuckType Enum(params IReadOnlyList<string> values) => new(DuckTypeId.Enum) { EnumValues = [.. values] };

    /// <summary>The type as SQL writes it.</summary>
    public override string ToString() => Id switch
    {
        DuckTypeId.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({Width},{Scale})"),
        DuckTypeId.List => $"{Child}[]",
        DuckTypeId.Array => string.Create(CultureInfo.InvariantCulture, $"{Child}[{Length}]"),
        DuckTypeId.Struct => $"STRUCT({string.Join(", ", Fields.Select(field => $"{DuckSql.Identifier(field.Name)} {field.Type}"))})",
        DuckTypeId.Map => $"MAP({Child!.Fields[0].Type}, {Child.Fields[1].Type})",
        DuckTypeId.Enum => $"ENUM({string.Join(", ", EnumValues.Select(DuckSql.Literal))})",
        DuckTypeId.TimestampSeconds => "TIMESTAMP_S",
        DuckTypeId.TimestampMilliseconds => "TIMESTAMP_MS",
        DuckTypeId.TimestampNanoseconds => "TIMESTAMP_NS",
        DuckTypeId.TimestampTz => "TIMESTAMP WITH TIME ZONE",
        DuckTypeId.TimeTz => "TIME WITH TIME ZONE",
        DuckTypeId.TimeNanoseconds => "TIME_NS",
        DuckTypeId.SqlNull => "\"NULL\"",
        _ => Id.ToString().ToUpperInvariant(),
    };

    /// <summary>The texts of an ENUM as UTF-8, made once.</summary>
    internal ReadOnlySpan<byte> EnumUtf8(int index) =>
        (_enumUtf8 ??= [.. EnumValues.Select(Encoding.UTF8.GetBytes)])[index];

    /// <summary>The position of an ENUM's text.</summary>
    internal int EnumIndexOf(string text)
    {
        var indexes = _enumIndexes ??= EnumValues.Select((value, index) => (value, index)).ToDictionary(StringComparer.Ordinal);
        return indexes.TryGetValue(text, out var found)
            ? found
            : throw new DuckDbException(DuckErrorKind.Conversion, "A text is not one of the ENUM's.");
    }

    /// <summary>Bytes of one value in a vector; 0 where a vector has no data of its own (STRUCT, ARRAY).</summary>
    internal int PhysicalSize() => Id switch
    {
        DuckTypeId.Boolean or DuckTypeId.TinyInt or DuckTypeId.UTinyInt or DuckTypeId.SqlNull => 1,
        DuckTypeId.SmallInt or DuckTypeId.USmallInt => 2,
        DuckTypeId.Integer or DuckTypeId.UInteger or DuckTypeId.Float or DuckTypeId.Date => 4,
        DuckTypeId.Struct or DuckTypeId.Array or DuckTypeId.Union or DuckTypeId.Variant => 0,
        DuckTypeId.HugeInt or DuckTypeId.UHugeInt or DuckTypeId.Uuid or DuckTypeId.Interval or DuckTypeId.Varchar or DuckTypeId.Blob
            or DuckTypeId.Bit or DuckTypeId.BigNum or DuckTypeId.Geometry or DuckTypeId.List or DuckTypeId.Map => 16,
        DuckTypeId.Decimal => Width switch { <= 4 => 2, <= 9 => 4, <= 18 => 8, _ => 16 },
        DuckTypeId.Enum => EnumValues.Count switch { <= 255 => 1, <= 65_535 => 2, _ => 4 },
        _ => 8,
    };
}
