using FsCheck;
using FsCheck.Fluent;

namespace DuckDb.Tests.RoundTrips;

/// <summary>Random types, nested up to three deep.</summary>
internal static class Types
{
    /// <summary>Types that Parquet keeps as they are.</summary>
    private static readonly DuckType[] Plain =
    [
        .. new[]
        {
            DuckTypeId.Boolean, DuckTypeId.TinyInt, DuckTypeId.SmallInt, DuckTypeId.Integer, DuckTypeId.BigInt, DuckTypeId.UTinyInt, DuckTypeId.USmallInt,
            DuckTypeId.UInteger, DuckTypeId.UBigInt, DuckTypeId.Float, DuckTypeId.Double, DuckTypeId.Varchar, DuckTypeId.Blob, DuckTypeId.Date, DuckTypeId.Time,
            DuckTypeId.Timestamp, DuckTypeId.TimestampNanoseconds, DuckTypeId.TimestampTz, DuckTypeId.Uuid,
        }.Select(DuckType.Simple),
        DuckType.Decimal(4, 1), DuckType.Decimal(9, 2), DuckType.Decimal(18, 2), DuckType.Decimal(38, 10),
    ];

    /// <summary>Types that Parquet has no equal for.</summary>
    private static readonly DuckType[] EngineOnly =
    [
        DuckType.Simple(DuckTypeId.HugeInt), DuckType.Simple(DuckTypeId.UHugeInt), DuckType.Simple(DuckTypeId.Interval), DuckType.Simple(DuckTypeId.TimestampSeconds),
        DuckType.Simple(DuckTypeId.TimestampMilliseconds),
        DuckType.Enum("red", "green", "it's blue"),
    ];

    internal static Gen<DuckType> InParquet(int depth = 2) => Nested(Gen.Elements(Plain), depth, withArrays: false);

    internal static Gen<DuckType> InEngine(int depth = 2) => Nested(Gen.Elements([.. Plain, .. EngineOnly]), depth, withArrays: true);

    private static Gen<DuckType> Nested(Gen<DuckType> leaf, int depth, bool withArrays)
    {
        if (depth == 0)
        {
            return leaf;
        }

        var child = Nested(leaf, depth - 1, withArrays);
        var structs = from first in child
                      from second in child
                      select DuckType.Struct(new DuckField("first", first), new DuckField("second one", second));
        var maps = child.Select(value => DuckType.Map(DuckType.Varchar, value));
        var lists = child.Select(DuckType.List);
        var arrays = withArrays ? child.Select(value => DuckType.Array(value, 3)) : lists;
        return Gen.Frequency((6, leaf), (2, lists), (1, structs), (1, maps), (1, arrays));
    }
}
