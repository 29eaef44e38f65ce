namespace DuckDb;

/// <summary>The engine's logical types; the numbers are those of its C API.</summary>
public enum DuckTypeId
{
    /// <summary>No type.</summary>
    Invalid = 0,

    /// <summary>BOOLEAN.</summary>
    Boolean = 1,

    /// <summary>TINYINT: 8 bits, signed.</summary>
    TinyInt = 2,

    /// <summary>SMALLINT: 16 bits, signed.</summary>
    SmallInt = 3,

    /// <summary>INTEGER: 32 bits, signed.</summary>
    Integer = 4,

    /// <summary>BIGINT: 64 bits, signed.</summary>
    BigInt = 5,

    /// <summary>UTINYINT: 8 bits, unsigned.</summary>
    UTinyInt = 6,

    /// <summary>USMALLINT: 16 bits, unsigned.</summary>
    USmallInt = 7,

    /// <summary>UINTEGER: 32 bits, unsigned.</summary>
    UInteger = 8,

    /// <summary>UBIGINT: 64 bits, unsigned.</summary>
    UBigInt = 9,

    /// <summary>FLOAT: 32 bits.</summary>
    Float = 10,

    /// <summary>DOUBLE: 64 bits.</summary>
    Double = 11,

    /// <summary>TIMESTAMP: microseconds, no time zone.</summary>
    Timestamp = 12,

    /// <summary>DATE.</summary>
    Date = 13,

    /// <summary>TIME: microseconds of the day.</summary>
    Time = 14,

    /// <summary>INTERVAL: months, days and microseconds.</summary>
    Interval = 15,

    /// <summary>HUGEINT: 128 bits, signed.</summary>
    HugeInt = 16,

    /// <summary>VARCHAR: UTF-8 text.</summary>
    Varchar = 17,

    /// <summary>BLOB: bytes.</summary>
    Blob = 18,

    /// <summary>DECIMAL(width, scale).</summary>
    Decimal = 19,

    /// <summary>TIMESTAMP_S: seconds.</summary>
    TimestampSeconds = 20,

    /// <summary>TIMESTAMP_MS: milliseconds.</summary>
    TimestampMilliseconds = 21,

    /// <summary>TIMESTAMP_NS: nanoseconds.</summary>
    TimestampNanoseconds = 22,

    /// <summary>ENUM: one of a fixed list of texts.</summary>
    Enum = 23,

    /// <summary>LIST of one type.</summary>
    List = 24,

    /// <summary>STRUCT of named fields.</summary>
    Struct = 25,

    /// <summary>MAP from keys to values.</summary>
    Map = 26,

    /// <summary>UUID.</summary>
    Uuid = 27,

    /// <summary>UNION of named members.</summary>
    Union = 28,

    /// <summary>BIT string.</summary>
    Bit = 29,

    /// <summary>TIME WITH TIME ZONE.</summary>
    TimeTz = 30,

    /// <summary>TIMESTAMP WITH TIME ZONE: microseconds, UTC.</summary>
    TimestampTz = 31,

    /// <summary>UHUGEINT: 128 bits, unsigned.</summary>
    UHugeInt = 32,

    /// <summary>ARRAY of one type and a fixed length.</summary>
    Array = 33,

    /// <summary>Any type, for function parameters.</summary>
    Any = 34,

    /// <summary>BIGNUM: an integer of any size.</summary>
    BigNum = 35,

    /// <summary>The type of a bare NULL.</summary>
    SqlNull = 36,

    /// <summary>A text literal whose type is not decided yet.</summary>
    StringLiteral = 37,

    /// <summary>A number literal whose type is not decided yet.</summary>
    IntegerLiteral = 38,

    /// <summary>TIME_NS: nanoseconds of the day.</summary>
    TimeNanoseconds = 39,

    /// <summary>GEOMETRY.</summary>
    Geometry = 40,

    /// <summary>VARIANT.</summary>
    Variant = 41,
}
