using FsCheck;
using FsCheck.Fluent;

namespace DuckDb.Tests.RoundTrips;

/// <summary>Random values for every type that .NET can hold exactly.</summary>
internal static class Values
{
    private static readonly Gen<int> Any = ArbMap.Default.GeneratorFor<int>();

    private static readonly Gen<string> Texts =
        from length in Gen.Frequency((6, Gen.Choose(0, 14)), (1, Gen.Choose(15, 3000)))
        from characters in Gen.Elements("a", "Z", "0", " ", "'", "\"", "\\", "\n", "ż", "漢", "🐶", "\0", ";", "$1", "?").ListOf(length)
        select string.Concat(characters);

    private static readonly Gen<UInt128> Wide =
        from high in ArbMap.Default.GeneratorFor<ulong>()
        from low in ArbMap.Default.GeneratorFor<ulong>()
        from shift in Gen.Choose(0, 127)
        select new UInt128(high * 0x9E3779B97F4A7C15, low * 0x9E3779B97F4A7C15) >> shift;

    internal static Arbitrary<string> Text() => Arb.From(Texts);

    /// <summary>A value of the type, or null one time in six.</summary>
    internal static Gen<object?> Of(DuckType type) => Gen.Frequency((1, Gen.Constant<object?>(null)), (5, NotNull(type)));

    private static Gen<object?> NotNull(DuckType type) => type.Id switch
    {
        DuckTypeId.Boolean => Any.Select(value => (object?)((value & 1) == 0)),
        DuckTypeId.TinyInt => Wide.Select(value => (object?)(sbyte)value),
        DuckTypeId.SmallInt => Wide.Select(value => (object?)(short)value),
        DuckTypeId.Integer => Wide.Select(value => (object?)(int)value),
        DuckTypeId.BigInt => Wide.Select(value => (object?)(long)value),
        DuckTypeId.UTinyInt => Wide.Select(value => (object?)(byte)value),
        DuckTypeId.USmallInt => Wide.Select(value => (object?)(ushort)value),
        DuckTypeId.UInteger => Wide.Select(value => (object?)(uint)value),
        DuckTypeId.UBigInt => Wide.Select(value => (object?)(ulong)value),
        DuckTypeId.HugeInt => Wide.Select(value => (object?)(Int128)value),
        DuckTypeId.UHugeInt => Wide.Select(value => (object?)value),
        DuckTypeId.Float => Wide.Select(value => (object?)BitConverter.Int32BitsToSingle((int)value)).Where(value => !float.IsNaN((float)value!)),
        DuckTypeId.Double => Wide.Select(value => (object?)BitConverter.Int64BitsToDouble((long)value)).Where(value => !double.IsNaN((double)value!)),
        DuckTypeId.Decimal => Wide.Select(value => (object?)Decimal(value, type)),
        DuckTypeId.Varchar => Texts.Select(value => (object?)value),
        DuckTypeId.Blob => Gen.Choose(0, 255).Select(value => (byte)value).ListOf().Select(value => (object?)value.ToArray()),
        DuckTypeId.Date => Gen.Choose(0, DateOnly.MaxValue.DayNumber).Select(value => (object?)DateOnly.FromDayNumber(value)),
        DuckTypeId.Time => Wide.Select(value => (object?)new TimeOnly((long)(value % 86_400_000_000) * 10)),
        DuckTypeId.Timestamp => Wide.Select(value => (object?)Moment(value, TimeSpan.TicksPerMicrosecond)),
        DuckTypeId.TimestampSeconds => Wide.Select(value => (object?)Moment(value, TimeSpan.TicksPerSecond)),
        DuckTypeId.TimestampMilliseconds => Wide.Select(value => (object?)Moment(value, TimeSpan.TicksPerMillisecond)),
        DuckTypeId.TimestampNanoseconds => Wide.Select(value => (object?)new DateTime(1970, 1, 1).AddMicroseconds((long)(value % 9_000_000_000_000_000))),
        DuckTypeId.TimestampTz => Wide.Select(value => (object?)new DateTimeOffset(Moment(value, TimeSpan.TicksPerMicrosecond), TimeSpan.Zero)),
        DuckTypeId.Interval => Wide.Select(value => (object?)new DuckInterval((int)value, (int)(value >> 32), (long)(value >> 64))),
        DuckTypeId.Uuid => ArbMap.Default.GeneratorFor<Guid>().Select(value => (object?)value),
        DuckTypeId.Enum => Gen.Elements(type.EnumValues.ToArray()).Select(value => (object?)value),
        DuckTypeId.List => Gen.Choose(0, 5).SelectMany(count => Of(type.Child!).ListOf(count)).Select(value => (object?)value.ToList()),
        DuckTypeId.Array => Of(type.Child!).ListOf(type.Length).Select(value => (object?)value.ToList()),
        DuckTypeId.Struct => Fields(type, 0).Select(value => (object?)value.ToDictionary(StringComparer.OrdinalIgnoreCase)),
        DuckTypeId.Map => Gen.Choose(0, 4).SelectMany(count => Entries(type, count)).Select(value => (object?)value),
        _ => throw new ArgumentException($"No values for {type}."),
    };

    private static decimal Decimal(UInt128 value, DuckType type)
    {
        var digits = Math.Min(type.Width, 28);
        var unscaled = (Int128)(value % (UInt128)DuckDecimal.PowerOfTen(digits));
        return DuckDecimal.ToDecimal((value & 1) == 0 ? unscaled : -unscaled, type.Scale)!.Value;
    }

    private static DateTime Moment(UInt128 value, long unit) => new((long)(value % (ulong)(DateTime.MaxValue.Ticks / unit)) * unit);

    private static Gen<List<(string Name, object? Value)>> Fields(DuckType type, int from) => from == type.Fields.Count
        ? Gen.Constant(0).Select(_ => new List<(string Name, object? Value)>())
        : Of(type.Fields[from].Type).SelectMany(value => Fields(type, from + 1).Select(rest => new List<(string Name, object? Value)>([(type.Fields[from].Name, value), .. rest])));

    private static Gen<List<KeyValuePair<object, object?>>> Entries(DuckType type, int count) =>
        from keys in NotNull(type.Child!.Fields[0].Type).ListOf(count)
        from values in Of(type.Child!.Fields[1].Type).ListOf(count)
        select keys.Zip(values, (key, value) => KeyValuePair.Create(key!, value)).DistinctBy(pair => pair.Key).ToList();
}
