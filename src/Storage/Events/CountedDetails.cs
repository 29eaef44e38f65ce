using System.Text.Json.Nodes;
using DuckDb;

namespace DataHound.Storage.Events;

/// <summary>Reads the counts that a stage tells people.</summary>
internal static class CountedDetails
{
    /// <summary>Reads rows of (section, name, count) into an object: counts without a section at the top, the others under their section.</summary>
    /// <param name="connection">Where the query runs.</param>
    /// <param name="query">The query, ordered.</param>
    /// <param name="sections">Sections that are there even when they have no count.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public static JsonObject Read(DuckConnection connection, SqlScript query, IEnumerable<string> sections, CancellationToken cancellationToken)
    {
        var details = new JsonObject();
        using var reader = connection.Query(query.Text, cancellationToken: cancellationToken);
        while (reader.NextChunk())
        {
            for (var row = 0; row < reader.RowCount; row++)
            {
                var place = reader.Column(0).IsNull(row) ? details : Section(details, reader.Column(0).String(row));
                place[reader.Column(1).String(row)] = reader.Column(2).Int64(row);
            }
        }
        foreach (var section in sections)
            _ = Section(details, section);
        return details;
    }

    /// <summary>Reads rows of (null, name, count) as numbers by name.</summary>
    public static SortedDictionary<string, long> Rows(DuckConnection connection, SqlScript query, CancellationToken cancellationToken) =>
        new(Read(connection, query, [], cancellationToken).ToDictionary(count => count.Key, count => (long)count.Value!, StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>The numbers that are not zero, but one.</summary>
    public static SortedDictionary<string, long> Without(IReadOnlyDictionary<string, long> rows, string name) =>
        new(rows.Where(count => count.Value != 0 && !string.Equals(count.Key, name, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);

    private static JsonObject Section(JsonObject details, string name)
    {
        if (details[name] is not JsonObject section)
            details[name] = section = [];
        return section;
    }
}
