using System.Runtime.CompilerServices;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Events;

/// <summary>The event index in Postgres.</summary>
internal sealed class PostgresEventIndex(NpgsqlDataSource source, TimeProvider clock) : IEventIndex
{
    private const string MissingReason = "no_longer_matches";

    private const string Select =
        """
        SELECT i.event_id, i.company, i.event_type, i.entity_type, i.entity_id, i.severity, i.status, d.status_reason, i.first_seen_at, i.last_seen_at,
               d.status_changed_at, i.source_file, i.details_json
        FROM control.events_index i LEFT JOIN control.event_details d USING (event_id)
        """;

    /// <inheritdoc/>
    public async Task<long> UpsertEventsIndexAsync(string company, string runId, string? sourceFile, IAsyncEnumerable<EventIndexRow> rows, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await EventIndexWriter.StageAsync(connection, company, WithSource(rows, sourceFile ?? "", cancellationToken), cancellationToken);
        await connection.LockAsync($"publish:{company}", cancellationToken);
        var affected = await EventIndexWriter.ApplyAsync(connection, runId, clock.Now(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return affected;
    }

    /// <inheritdoc/>
    public async Task<long> ResolveMissingEventsAsync(IReadOnlyCollection<string> currentEventIds, string eventType, string company, string runId, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.LockAsync($"publish:{company}", cancellationToken);
        var resolved = await MissingEvents.ResolveAsync(
            connection, company, eventType, "SELECT unnest(@ids) AS event_id", [.. currentEventIds], MissingReason, runId, clock.Now(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return resolved.Count;
    }

    /// <inheritdoc/>
    public async Task<Page<IndexedEvent>> ListAsync(EventQuery query, CancellationToken cancellationToken)
    {
        var after = PageCursor.Parse(query.Cursor);
        var limit = Math.Clamp(query.Limit, 1, 1000);
        var events = await source.Command(
            EventListSql.Of(query, continued: after is not null, Select),
            ("company", query.Company), ("type", query.EventType), ("statuses", query.Status is null ? EventListSql.Statuses : [query.Status]),
            ("severities", query.Severity is null ? EventListSql.Severities : [query.Severity]), ("at", after?.At), ("name", after?.Name), ("limit", limit + 1))
            .ListAsync(Read, cancellationToken);
        return PageCursor.Cut(events, limit, item => new PageCursor(item.FirstSeenAt, item.EventId).ToString());
    }

    /// <inheritdoc/>
    public Task<IndexedEvent?> FindAsync(string company, string eventId, CancellationToken cancellationToken) =>
        source.Command($"{Select} WHERE i.company = @company AND i.event_id = @id", ("company", company), ("id", eventId)).FirstAsync(Read, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EventCount>> CountAsync(string company, CancellationToken cancellationToken) => await source.Command(
        "SELECT event_type, status, count(*) FROM control.events_index WHERE company = @company GROUP BY event_type, status ORDER BY event_type COLLATE \"C\", status COLLATE \"C\"",
        ("company", company)).ListAsync(reader => new EventCount(reader.GetString(0), reader.GetString(1), reader.GetInt64(2)), cancellationToken);

    private static async IAsyncEnumerable<(string SourceFile, EventIndexRow Row)> WithSource(
        IAsyncEnumerable<EventIndexRow> rows, string sourceFile, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in rows.WithCancellation(cancellationToken))
            yield return (sourceFile, row);
    }

    private static IndexedEvent Read(NpgsqlDataReader reader) => new()
    {
        EventId = reader.GetString(0),
        Company = reader.GetString(1),
        EventType = reader.GetString(2),
        EntityType = reader.GetString(3),
        EntityId = reader.GetString(4),
        Severity = reader.GetString(5),
        Status = reader.GetString(6),
        Reason = reader.TextOrNull(7),
        FirstSeenAt = reader.Instant(8),
        LastSeenAt = reader.Instant(9),
        StatusChangedAt = reader.InstantOrNull(10),
        SourceFile = reader.TextOrNull(11),
        DetailsJson = reader.GetString(12),
    };
}
