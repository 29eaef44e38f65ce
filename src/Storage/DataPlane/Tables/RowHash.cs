using DuckDb;

namespace DataHound.Storage.DataPlane.Tables;

/// <summary>
/// The hash of a row's values as SQL: 16 hexadecimal digits over the names and values of the columns that are not NULL, in the order of their names. A column
/// that joins a table later therefore changes no hash before it has a value.
/// </summary>
public static class RowHash
{
    /// <summary>The expression over columns of the relation at hand.</summary>
    public static string Sql(IEnumerable<string> columns) => Sql(columns.Select(column => (column, DuckSql.Identifier(column))));

    /// <summary>The expression over named values.</summary>
    public static string Sql(IEnumerable<(string Column, string Value)> values) =>
        $"left(md5(concat_ws(chr(31), {string.Join(", ", values.OrderBy(value => value.Column, StringComparer.Ordinal).Select(value => $"{DuckSql.Literal(value.Column)} || chr(30) || CAST({value.Value} AS VARCHAR)"))})), 16)";
}
