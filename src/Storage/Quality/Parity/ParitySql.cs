using System.Globalization;
using DuckDb;

namespace DataHound.Storage.Quality.Parity;

/// <summary>The queries of a comparison, over the relations <c>parity_from</c> and <c>parity_to</c>. Keys are compared as text, and an empty one equals an empty one.</summary>
/// <param name="Key">The columns that identify a row.</param>
/// <param name="Cells">The columns of both whose cells are compared, and whether as text.</param>
internal sealed record ParitySql(IReadOnlyList<string> Key, IReadOnlyList<(string Name, bool AsText)> Cells)
{
    /// <summary>The first version's relation.</summary>
    public const string From = "parity_from";

    /// <summary>The second version's relation.</summary>
    public const string To = "parity_to";

    private const int LongestCell = 200;

    /// <summary>Whether rows of one key must be paired by number, because keys are repeated.</summary>
    public bool Repeated { get; init; }

    /// <summary>Rows, then different keys of a relation.</summary>
    public string Counts(string relation) => $"SELECT (SELECT count(*) FROM {relation}), (SELECT count(*) FROM (SELECT DISTINCT {KeyText()} FROM {relation}))";

    /// <summary>How many keys only one relation has.</summary>
    public string CountOnly(string one, string other) => $"SELECT count(*) FROM ({Only(one, other)})";

    /// <summary>How many keys of both are there another number of times.</summary>
    public string CountRepeatedDifferently()
    {
        string Counted(string relation) => $"(SELECT {KeyText()}, count(*) AS times FROM {relation} GROUP BY ALL)";
        var keys = Key.Select((_, index) => string.Create(CultureInfo.InvariantCulture, $"a.key_{index} IS NOT DISTINCT FROM b.key_{index}"));
        return $"SELECT count(*) FROM {Counted(From)} a JOIN {Counted(To)} b ON {string.Join(" AND ", keys)} AND a.times <> b.times";
    }

    /// <summary>A page of the keys that only one relation has.</summary>
    public string ListOnly(string one, string other, int limit, long offset) =>
        string.Create(CultureInfo.InvariantCulture, $"SELECT {string.Join(", ", Key.Select((_, index) => Cut($"key_{index}")))} FROM ({Only(one, other)}) ORDER BY ALL LIMIT {limit} OFFSET {offset}");

    /// <summary>Pairs with any difference, then pairs with one in each compared column.</summary>
    public string CountCells()
    {
        var differences = Cells.Select(cell => $"({Differs(cell)})").ToList();
        return $"SELECT count(*) FILTER (WHERE {string.Join(" OR ", differences)}), {string.Join(", ", differences.Select(difference => $"count(*) FILTER (WHERE {difference})"))} FROM {Pairs()}";
    }

    /// <summary>A page of the pairs whose cells of one column differ: key, first cell, second cell.</summary>
    public string ListCells((string Name, bool AsText) cell, int limit, long offset)
    {
        var column = DuckSql.Identifier(cell.Name);
        var keys = Key.Select(key => Cut($"a.{DuckSql.Identifier(key)}::VARCHAR"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT {string.Join(", ", keys)}, {Cut($"a.{column}::VARCHAR")}, {Cut($"b.{column}::VARCHAR")} FROM {Pairs()} WHERE {Differs(cell)} ORDER BY ALL LIMIT {limit} OFFSET {offset}");
    }

    private static string Cut(string text) => string.Create(CultureInfo.InvariantCulture, $"left({text}, {LongestCell})");

    private static string Differs((string Name, bool AsText) cell)
    {
        var (column, cast) = (DuckSql.Identifier(cell.Name), cell.AsText ? "::VARCHAR" : "");
        return $"a.{column}{cast} IS DISTINCT FROM b.{column}{cast}";
    }

    private string Only(string one, string other) => $"SELECT {KeyText()} FROM {one} EXCEPT SELECT {KeyText()} FROM {other}";

    private string KeyText() => string.Join(", ", Key.Select((key, index) => string.Create(CultureInfo.InvariantCulture, $"{DuckSql.Identifier(key)}::VARCHAR AS key_{index}")));

    private string Pairs()
    {
        var keys = string.Join(" AND ", Key.Select(key => $"a.{DuckSql.Identifier(key)}::VARCHAR IS NOT DISTINCT FROM b.{DuckSql.Identifier(key)}::VARCHAR"));
        return Repeated ? $"{Numbered(From)} a JOIN {Numbered(To)} b ON {keys} AND a._parity_number = b._parity_number" : $"{From} a JOIN {To} b ON {keys}";
    }

    private string Numbered(string relation)
    {
        var order = string.Join(", ", Cells.Select(cell => $"{DuckSql.Identifier(cell.Name)}::VARCHAR"));
        return $"(SELECT *, row_number() OVER (PARTITION BY {string.Join(", ", Key.Select(key => $"{DuckSql.Identifier(key)}::VARCHAR"))}{(order.Length == 0 ? "" : $" ORDER BY {order}")}) AS _parity_number FROM {relation})";
    }
}
