using System.Globalization;
using System.Text.Json.Nodes;
using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane;
using DataHound.Storage.DataPlane.Tables;
using DuckDb;

namespace DataHound.Storage.DataPlane.Reading;

/// <summary>Reads rows through the table engine. A cursor is the number of rows before the page.</summary>
/// <param name="engine">The table engine.</param>
public sealed class DatasetReader(TableEngine engine) : IDatasetReader
{
    private const string Relation = "rows_to_show";

    /// <inheritdoc/>
    public async Task<Page<JsonObject>> ReadAsync(DatasetVersion version, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var offset = Offset(cursor);
        if (version.Files.Count == 0)
            return new Page<JsonObject>([], NextCursor: null);

        await using var session = engine.OpenSession();
        await session.PeekAsync(Relation, version, cancellationToken);
        var rows = await session.RunAsync(
            connection => Select(connection, string.Create(CultureInfo.InvariantCulture, $"LIMIT {limit} OFFSET {offset}"), parameters: null, cancellationToken),
            cancellationToken);
        var next = offset + rows.Count;
        return new Page<JsonObject>(rows, next < version.RowCount ? next.ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <inheritdoc/>
    public async Task<Page<JsonObject>> ReadWhereAsync(
        DatasetVersion version, IReadOnlyList<(string Column, string Value)> where, int limit, string? cursor, CancellationToken cancellationToken)
    {
        if (where.Count == 0)
            return await ReadAsync(version, limit, cursor, cancellationToken);
        var offset = Offset(cursor);
        if (version.Files.Count == 0)
            return new Page<JsonObject>([], NextCursor: null);

        var (parameters, conditions) = (new DuckParameters(), new List<string>());
        foreach (var (column, value) in where)
        {
            parameters.Add(value);
            conditions.Add(string.Create(CultureInfo.InvariantCulture, $"{DuckSql.Identifier(column)} = ${conditions.Count + 1}"));
        }

        await using var session = engine.OpenSession();
        await session.PeekAsync(Relation, version, cancellationToken);
        var filter = string.Create(CultureInfo.InvariantCulture, $"WHERE {string.Join(" AND ", conditions)} LIMIT {limit + 1} OFFSET {offset}");
        var rows = await session.RunAsync(connection => Select(connection, filter, parameters, cancellationToken), cancellationToken);
        if (rows.Count <= limit)
            return new Page<JsonObject>(rows, NextCursor: null);
        rows.RemoveAt(limit);
        return new Page<JsonObject>(rows, (offset + limit).ToString(CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public async Task<JsonObject?> FindAsync(DatasetVersion version, string column, string value, CancellationToken cancellationToken)
    {
        if (version.Files.Count == 0)
            return null;

        await using var session = engine.OpenSession();
        await session.PeekAsync(Relation, version, cancellationToken);
        var rows = await session.RunAsync(
            connection => Select(connection, $"WHERE {DuckSql.Identifier(column)} = $1 LIMIT 1", new DuckParameters { value }, cancellationToken),
            cancellationToken);
        return rows.Count == 0 ? null : rows[0];
    }

    private static List<JsonObject> Select(DuckConnection connection, string filter, DuckParameters? parameters, CancellationToken cancellationToken)
    {
        var rows = new List<JsonObject>();
        using var reader = connection.Query($"SELECT to_json(shown) FROM (SELECT {Columns(connection)} FROM {Relation} {filter}) AS shown", parameters, cancellationToken);
        while (reader.NextChunk())
        {
            var json = reader.Column(0);
            for (var row = 0; row < reader.RowCount; row++)
                rows.Add(JsonNode.Parse(json.String(row))!.AsObject());
        }

        return rows;
    }

    /// <summary>Decimals and timestamps as text, so that no reader loses digits or adds a zone.</summary>
    private static string Columns(DuckConnection connection)
    {
        using var reader = connection.Query($"SELECT * FROM {Relation} LIMIT 0");
        return string.Join(", ", reader.Columns.Select(column => (DuckSql.Identifier(column.Name), column.Type.Id) switch
        {
            (var name, DuckTypeId.Decimal) => $"{name}::VARCHAR AS {name}",
            (var name, DuckTypeId.Timestamp) => $"strftime({name}, '%Y-%m-%dT%H:%M:%S') AS {name}",
            var (name, _) => name,
        }));
    }

    private static long Offset(string? cursor)
    {
        if (cursor is null)
            return 0;
        return long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? offset
            : throw new UserErrorException("cursor_invalid", "The cursor is not one of this list.", "Start again without a cursor.");
    }
}
