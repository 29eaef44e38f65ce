using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using Npgsql;
using NpgsqlTypes;

namespace DataHound.Storage.ControlPlane.Events;

/// <summary>Takes event states over into the index inside the caller's transaction: first a copy into a temporary table, then a few statements.</summary>
internal static class EventIndexWriter
{
    /// <summary>Copies rows into the transaction's temporary table. Takes no lock that others wait for.</summary>
    public static async Task StageAsync(NpgsqlConnection connection, string company, IAsyncEnumerable<(string SourceFile, EventIndexRow Row)> rows, CancellationToken cancellationToken)
    {
        await connection.Command(
            """
            CREATE TEMPORARY TABLE incoming_events (
                ordinal bigint, id uuid, event_id text COLLATE "C", company text COLLATE "C", event_type text, entity_type text, entity_id text, severity text, status text,
                reason text, first_seen_at timestamptz, last_seen_at timestamptz, source_file text, details_json jsonb) ON COMMIT DROP
            """).RunAsync(cancellationToken);
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            COPY incoming_events (ordinal, id, event_id, company, event_type, entity_type, entity_id, severity, status, reason, first_seen_at, last_seen_at, source_file, details_json)
            FROM STDIN (FORMAT BINARY)
            """,
            cancellationToken);
        long ordinal = 0;
        await foreach (var (sourceFile, row) in rows.WithCancellation(cancellationToken))
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(ordinal++, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(DeterministicId.At(row.FirstSeenAt, "event", row.EventId), NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync(row.EventId, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(company, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(row.EventType, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(row.EntityType, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(row.EntityId, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(row.Severity, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(row.Status, NpgsqlDbType.Text, cancellationToken);
            await WriteTextAsync(copy, row.Reason, cancellationToken);
            await copy.WriteAsync(row.FirstSeenAt.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(row.LastSeenAt.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
            await WriteTextAsync(copy, sourceFile.Length == 0 ? null : sourceFile, cancellationToken);
            await copy.WriteAsync(row.DetailsJson, NpgsqlDbType.Jsonb, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    /// <summary>Takes the copied rows over.</summary>
    /// <returns>How many events were added or updated.</returns>
    public static async Task<long> ApplyAsync(NpgsqlConnection connection, string runId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await connection.Command("ANALYZE incoming_events (event_id)").RunAsync(cancellationToken);
        await connection.Command(
            "DELETE FROM incoming_events a USING (SELECT event_id, max(ordinal) AS last FROM incoming_events GROUP BY event_id HAVING count(*) > 1) b WHERE a.event_id = b.event_id AND a.ordinal < b.last")
            .RunAsync(cancellationToken);

        // What has a reason, or had one, is noted beside the index; the many events that simply stay active need no second row.
        await connection.Command(
            """
            CREATE TEMPORARY TABLE changed_events ON COMMIT DROP AS
            SELECT n.event_id, n.reason FROM incoming_events n
            LEFT JOIN control.events_index i ON i.event_id = n.event_id
            LEFT JOIN control.event_details d ON d.event_id = n.event_id
            WHERE (i.event_id IS NULL AND n.reason IS NOT NULL) OR (i.event_id IS NOT NULL AND i.status <> n.status) OR (i.event_id IS NOT NULL AND d.status_reason IS DISTINCT FROM n.reason)
            """).RunAsync(cancellationToken);

        // Two statements, for an insert that may become an update costs more than either. Nobody else writes the company's events meanwhile.
        var updated = await connection.Command(
            """
            UPDATE control.events_index i
            SET severity = n.severity, status = n.status, last_seen_at = greatest(i.last_seen_at, n.last_seen_at), source_file = n.source_file, details_json = n.details_json
            FROM incoming_events n WHERE n.event_id = i.event_id AND n.company = i.company
            """).RunAsync(cancellationToken);
        var added = await connection.Command(
            """
            INSERT INTO control.events_index
                (id, event_id, company, event_type, entity_type, entity_id, severity, status, first_seen_at, last_seen_at, source_file, details_json)
            SELECT id, event_id, company, event_type, entity_type, entity_id, severity, status, first_seen_at, last_seen_at, source_file, details_json
            FROM incoming_events n WHERE NOT EXISTS (SELECT FROM control.events_index i WHERE i.event_id = n.event_id) ORDER BY id
            """).RunAsync(cancellationToken);
        await connection.Command(
            """
            INSERT INTO control.event_details (event_id, status_reason, status_changed_at, status_changed_by_run_id)
            SELECT c.event_id, c.reason, @now, @run FROM changed_events c JOIN control.events_index i USING (event_id) JOIN incoming_events n USING (event_id)
            WHERE i.company = n.company
            ON CONFLICT (event_id) DO UPDATE SET status_reason = excluded.status_reason, status_changed_at = excluded.status_changed_at, status_changed_by_run_id = excluded.status_changed_by_run_id
            """,
            ("now", now), ("run", runId)).RunAsync(cancellationToken);
        await connection.Command("DROP TABLE incoming_events, changed_events").RunAsync(cancellationToken);
        return updated + added;
    }

    private static Task WriteTextAsync(NpgsqlBinaryImporter copy, string? value, CancellationToken cancellationToken) =>
        value is null ? copy.WriteNullAsync(cancellationToken) : copy.WriteAsync(value, NpgsqlDbType.Text, cancellationToken);
}
