using DataHound.Domain.Observability;
using DataHound.Domain.Quality;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Tables;
using DuckDb;

namespace DataHound.Storage.Quality.Parity;

/// <summary>Two versions opened side by side, and what is known of their columns.</summary>
internal sealed record ParityInputs
{
    /// <summary>The queries over them.</summary>
    public required ParitySql Sql { get; init; }

    /// <summary>Columns that only the first has.</summary>
    public required IReadOnlyList<string> OnlyFrom { get; init; }

    /// <summary>Columns that only the second has.</summary>
    public required IReadOnlyList<string> OnlyTo { get; init; }

    /// <summary>Makes both readable in the session. A version without files has the other's columns and no rows.</summary>
    public static async Task<ParityInputs> OpenAsync(TableSession session, DatasetVersion from, DatasetVersion to, IReadOnlyList<string> key, CancellationToken cancellationToken)
    {
        await OpenAsync(session, ParitySql.From, from, ParitySql.To, to, cancellationToken);
        await OpenAsync(session, ParitySql.To, to, ParitySql.From, from, cancellationToken);
        return await session.RunAsync(connection => Of(connection, from.Dataset, key), cancellationToken);
    }

    private static async Task OpenAsync(TableSession session, string relation, DatasetVersion version, string otherRelation, DatasetVersion other, CancellationToken cancellationToken)
    {
        if (version.Files.Count > 0)
        {
            await session.ReadAsync(relation, version, cancellationToken);
            return;
        }

        if (other.Files.Count > 0)
            await session.ReadAsync(otherRelation, other, cancellationToken);
        var rows = other.Files.Count > 0 ? $"SELECT * FROM {otherRelation} WHERE false" : "SELECT NULL::VARCHAR AS nothing WHERE false";
        await session.ExecuteAsync($"CREATE OR REPLACE TEMP VIEW {relation} AS {rows}", cancellationToken);
    }

    private static ParityInputs Of(DuckConnection connection, string dataset, IReadOnlyList<string> asked)
    {
        var (from, to) = (Columns(connection, ParitySql.From), Columns(connection, ParitySql.To));
        string[] shared = [.. from.Keys.Where(to.ContainsKey)];
        foreach (var column in asked.Where(column => !shared.Contains(column, StringComparer.Ordinal)))
            throw new UserErrorException("parity_key_unknown", $"Not both versions of '{dataset}' have the column '{column}'.", "Leave key away for the dataset's own, or name columns that both have.");
        var key = asked.Count > 0 ? asked : DatasetKeys.Of(dataset) is { } own && shared.Contains(own, StringComparer.Ordinal) ? [own] : shared;
        return new ParityInputs
        {
            Sql = new ParitySql(key, [.. shared.Where(column => !key.Contains(column, StringComparer.Ordinal)).Select(column => (column, from[column] != to[column]))]),
            OnlyFrom = [.. from.Keys.Where(column => !to.ContainsKey(column))],
            OnlyTo = [.. to.Keys.Where(column => !from.ContainsKey(column))],
        };
    }

    /// <summary>The data columns with their types; notes about a row (of which run, from which file) differ by nature.</summary>
    private static Dictionary<string, string> Columns(DuckConnection connection, string relation)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        using var reader = connection.Query($"SELECT column_name, column_type FROM (DESCRIBE {relation})");
        while (reader.NextChunk())
        {
            for (var row = 0; row < reader.RowCount; row++)
            {
                if (RelationColumns.IsData(reader.Column(0).String(row)))
                    columns.Add(reader.Column(0).String(row), reader.Column(1).String(row));
            }
        }

        return columns;
    }
}
