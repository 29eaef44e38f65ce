using FsCheck;
using FsCheck.Fluent;

namespace DuckDb.Tests.RoundTrips;

/// <summary>A random table.</summary>
internal sealed record Table(IReadOnlyList<DuckType> Types, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    public override string ToString() => string.Join("; ", Types) + Environment.NewLine + string.Join(Environment.NewLine, Rows.Select(row => Show.Text(row)));

    internal static Arbitrary<Table> From(Gen<DuckType> types) => Arb.From(
        from columnCount in Gen.Choose(1, 5)
        from rowCount in Gen.Frequency((8, Gen.Choose(0, 20)), (1, Gen.Choose(2040, 2060)))
        from columns in types.ListOf(columnCount)
        from values in Columns(columns, rowCount)
        select new Table(columns, [.. Enumerable.Range(0, rowCount).Select(row => values.Select(column => column[row]).ToArray())]));

    private static Gen<List<IReadOnlyList<object?>>> Columns(IEnumerable<DuckType> types, int rowCount) => types.Aggregate(
        Gen.Constant(0).Select(_ => new List<IReadOnlyList<object?>>()),
        (before, type) => from columns in before
                          from values in Values.Of(type).ListOf(rowCount)
                          select new List<IReadOnlyList<object?>>([.. columns, values.ToArray()]));
}
