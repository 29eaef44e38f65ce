using DuckDb;

namespace DataHound.Storage.MasterData;

/// <summary>
/// Which cells of a silver version say nothing: those of columns that the row's file lacked, and those that failed to type. The master keeps its value there.
/// Most versions have no such cells, so only columns that really have some are given a condition.
/// </summary>
internal static class KeptColumns
{
    /// <summary>Per column, the conditions on a silver row <c>s</c>.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(DuckConnection connection, string silver)
    {
        var conditions = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var column in Texts(connection, $"SELECT DISTINCT unnest(_absent_columns) AS t FROM {silver} ORDER BY t"))
            Add(column, $"coalesce(list_contains(s._absent_columns, {DuckSql.Literal(column)}), false)");
        foreach (var issue in Texts(connection, $"SELECT DISTINCT t FROM (SELECT unnest(_issues) AS t FROM {silver} WHERE _issues IS NOT NULL) WHERE t LIKE '%:untypable%' ORDER BY t"))
            Add(issue[..issue.LastIndexOf(':')], $"coalesce(list_contains(s._issues, {DuckSql.Literal(issue)}), false)");
        return conditions.ToDictionary(column => column.Key, IReadOnlyList<string> (column) => column.Value, StringComparer.Ordinal);

        void Add(string column, string condition)
        {
            if (!conditions.TryGetValue(column, out var list))
                conditions[column] = list = [];
            list.Add(condition);
        }
    }

    private static List<string> Texts(DuckConnection connection, string query)
    {
        var texts = new List<string>();
        using var reader = connection.Query(query);
        while (reader.NextChunk())
        {
            for (var row = 0; row < reader.RowCount; row++)
                texts.Add(reader.Column(0).String(row));
        }

        return texts;
    }
}
