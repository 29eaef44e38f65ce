using System.Runtime.CompilerServices;
using DataHound.Storage.ControlPlane.Events;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Tables;
using DuckDb;

namespace DataHound.Storage.Events;

/// <summary>Reads event rows out of their Parquet files, a chunk at a time, on the session's own thread.</summary>
public sealed class EventRowSource(TableEngine engine) : IEventRowSource
{
    private const string Columns = "event_id, event_type, entity_type, entity_id, status, reason, severity, first_seen_at, last_seen_at, details";

    /// <inheritdoc/>
    public async IAsyncEnumerable<EventIndexRow> ReadAsync(ManifestFile file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var session = engine.OpenSession();
        var path = await session.OpenFileAsync(file, version: null, cancellationToken);
        var query = $"SELECT {Columns} FROM read_parquet({DuckSql.Literal(path)})";
        var reader = await session.RunAsync(connection => connection.Query(query, cancellationToken: cancellationToken), cancellationToken);
        try
        {
            while (await session.RunAsync(_ => ReadChunk(reader), cancellationToken) is { } rows)
            {
                foreach (var row in rows)
                    yield return row;
            }
        }
        finally
        {
            await session.RunAsync(_ => Close(reader), CancellationToken.None);
        }
    }

    private static EventIndexRow[]? ReadChunk(DuckReader reader)
    {
        if (!reader.NextChunk())
            return null;
        var rows = new EventIndexRow[reader.RowCount];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = new EventIndexRow
            {
                EventId = reader.Column(0).String(row),
                EventType = reader.Column(1).String(row),
                EntityType = reader.Column(2).String(row),
                EntityId = reader.Column(3).String(row),
                Status = reader.Column(4).String(row),
                Reason = reader.Column(5).IsNull(row) ? null : reader.Column(5).String(row),
                Severity = reader.Column(6).String(row),
                FirstSeenAt = reader.Column(7).TimestampTz(row),
                LastSeenAt = reader.Column(8).TimestampTz(row),
                DetailsJson = reader.Column(9).String(row),
            };
        }
        return rows;
    }

    private static bool Close(DuckReader reader)
    {
        reader.Dispose();
        return true;
    }
}
