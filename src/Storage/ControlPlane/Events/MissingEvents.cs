using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Events;

/// <summary>Resolves active events of the index that nobody knows any more, inside the caller's transaction, which holds the company's publishing lock.</summary>
internal static class MissingEvents
{
    /// <summary>Resolves a company's active events of a type that are not among those known.</summary>
    /// <param name="connection">The transaction's connection.</param>
    /// <param name="company">The company's slug.</param>
    /// <param name="eventType">The type.</param>
    /// <param name="known">A query with one column <c>event_id</c>: the events that are known; it may name <c>@ids</c>.</param>
    /// <param name="ids">What the query names.</param>
    /// <param name="reason">Why they are resolved.</param>
    /// <param name="runId">The run that tells.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The ids of those that were resolved.</returns>
    public static Task<List<string>> ResolveAsync(
        NpgsqlConnection connection, string company, string eventType, string known, string[] ids, string reason, string runId, DateTimeOffset now, CancellationToken cancellationToken) => connection.Command(
        $"""
        WITH known AS MATERIALIZED ({known}),
        gone AS (
            UPDATE control.events_index i SET status = 'resolved'
            WHERE i.company = @company AND i.event_type = @type AND i.status = 'active' AND NOT EXISTS (SELECT FROM known k WHERE k.event_id = i.event_id)
            RETURNING i.event_id)
        INSERT INTO control.event_details (event_id, status_reason, status_changed_at, status_changed_by_run_id)
        SELECT event_id, @reason, @now, @run FROM gone
        ON CONFLICT (event_id) DO UPDATE SET status_reason = excluded.status_reason, status_changed_at = excluded.status_changed_at, status_changed_by_run_id = excluded.status_changed_by_run_id
        RETURNING event_id
        """,
        ("ids", ids), ("company", company), ("type", eventType), ("reason", reason), ("now", now), ("run", runId)).ListAsync(reader => reader.GetString(0), cancellationToken);
}
