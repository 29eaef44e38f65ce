using DataHound.Storage.ControlPlane.Notifications;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Upkeep;

/// <summary>
/// Forgets what was told long ago. A notice goes with all its notifications and their receipts, once each of them has ended before the given instant: so nothing that waits is
/// lost. The notices of an open alert stay as long as it is open, because who was told of its opening is told of its end, and repeats are known by them.
/// </summary>
internal sealed class OldNotices(NpgsqlDataSource source)
{
    private const int BatchSize = 1000;

    /// <summary>Forgets, in small transactions.</summary>
    /// <param name="before">What ended earlier is forgotten.</param>
    /// <param name="cancellationToken">Stops between two transactions.</param>
    /// <returns>How many notices, and how many resolved alerts.</returns>
    public async Task<(int Notices, int Alerts)> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var forgotten = 0;
        long? last = 0;
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        while (last is { } after)
        {
            (last, var count) = await ForgetBatchAsync(connection, after, before, cancellationToken);
            forgotten += count;
        }

        var alerts = await connection.Command(
            "DELETE FROM control.alerts WHERE state = 'resolved' AND last_seen_at < @before AND (silenced_until IS NULL OR silenced_until < @before)", ("before", before)).RunAsync(cancellationToken);
        return (forgotten, alerts);
    }

    /// <summary>Walks the next notices in the order in which they were written, so that what has to stay is passed once and what is young is not touched.</summary>
    private static async Task<(long? Last, int Forgotten)> ForgetBatchAsync(NpgsqlConnection connection, long after, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // Neither may a notice be routed meanwhile, nor a notification of it be put into the queue again.
        await connection.LockAsync(NoticeWriter.RoutingLock, cancellationToken);
        var old = await connection.Command(
            "SELECT sequence, id FROM control.notices WHERE sequence > @after AND created_at < @before ORDER BY sequence LIMIT @limit",
            ("after", after), ("before", before), ("limit", BatchSize)).ListAsync(reader => (Sequence: reader.GetInt64(0), Id: reader.GetGuid(1)), cancellationToken);
        if (old.Count == 0)
            return (null, 0);
        var ended = await connection.Command(
            """
            SELECT n.id FROM control.notices n
            WHERE n.id = ANY (@ids) AND n.routed_at < @before
              AND NOT EXISTS (SELECT FROM control.notification_deliveries d WHERE d.notice_id = n.id AND (d.state = 'pending' OR d.finished_at >= @before))
              AND NOT EXISTS (SELECT FROM control.alerts a WHERE a.subject = n.subject AND a.state = 'open' AND a.opened_at <= n.created_at)
            """,
            ("ids", old.Select(notice => notice.Id).ToArray()), ("before", before)).ListAsync(reader => reader.GetGuid(0), cancellationToken);
        await connection.Command(
            """
            WITH gone AS (DELETE FROM control.notification_deliveries WHERE notice_id = ANY (@ids) RETURNING notification_id)
            DELETE FROM control.notifications USING gone WHERE id = gone.notification_id
            """,
            ("ids", ended.ToArray())).RunAsync(cancellationToken);
        await connection.Command("DELETE FROM control.notices WHERE id = ANY (@ids)", ("ids", ended.ToArray())).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (old.Count < BatchSize ? null : old[^1].Sequence, ended.Count);
    }
}
