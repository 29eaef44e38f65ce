using DataHound.Domain.Notifications;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>The queue in Postgres.</summary>
internal sealed class PostgresNotificationQueue(NpgsqlDataSource source, TimeProvider clock) : INotificationQueue
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<NotificationChannelKey>> ListDueAsync(int limit, CancellationToken cancellationToken) => await source.Command(
        """
        SELECT d.scope, d.channel_name FROM control.notification_deliveries d LEFT JOIN control.notification_endpoints e USING (scope, channel_name)
        WHERE d.state = 'pending' AND d.next_attempt_at <= @now AND (d.claimed_until IS NULL OR d.claimed_until <= @now) AND (e.throttled_until IS NULL OR e.throttled_until <= @now)
        GROUP BY d.scope, d.channel_name ORDER BY min(d.next_attempt_at), d.scope, d.channel_name LIMIT @limit
        """,
        ("now", clock.Now()), ("limit", limit)).ListAsync(reader => new NotificationChannelKey(reader.GetString(0), reader.GetString(1)), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ClaimedNotification>> ClaimAsync(NotificationChannelKey channel, int limit, TimeSpan claimFor, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        return await source.Command(
            """
            WITH due AS (
                SELECT notification_id FROM control.notification_deliveries
                WHERE state = 'pending' AND scope = @scope AND channel_name = @channel AND next_attempt_at <= @now AND (claimed_until IS NULL OR claimed_until <= @now)
                  AND NOT EXISTS (SELECT FROM control.notification_endpoints WHERE scope = @scope AND channel_name = @channel AND throttled_until > @now)
                ORDER BY next_attempt_at, created_at, notification_id LIMIT @limit FOR UPDATE SKIP LOCKED)
            UPDATE control.notification_deliveries d SET claim = gen_random_uuid(), claimed_until = @until, attempts = attempts + 1
            FROM due WHERE d.notification_id = due.notification_id
            RETURNING d.notification_id, d.claim, d.target, d.payload_json, d.attempts,
                EXISTS (SELECT FROM control.notification_endpoints e WHERE e.scope = d.scope AND e.channel_name = d.channel_name AND e.disabled_at IS NOT NULL)
            """,
            ("scope", channel.Scope), ("channel", channel.ChannelName), ("now", now), ("until", now + claimFor), ("limit", limit)).ListAsync(
                reader => new ClaimedNotification
                {
                    Id = reader.GetGuid(0),
                    Claim = reader.GetGuid(1),
                    Channel = channel,
                    Target = reader.GetString(2),
                    Message = ControlJson.Read<NotificationMessage>(reader.GetString(3)),
                    Attempt = reader.GetInt32(4),
                    EndpointDisabled = reader.GetBoolean(5),
                },
                cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> RecordAsync(ClaimedNotification notification, NotificationOutcome outcome, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var final = outcome.State is not NotificationState.Pending;
        if (!final && outcome.NextAttemptAt is null)
            throw new ArgumentException("A pending notification needs its next attempt.", nameof(outcome));
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var recorded = await connection.Command(
            """
            UPDATE control.notification_deliveries SET state = @state, error_code = @code::text, claim = NULL, claimed_until = NULL, attempts = attempts - @uncounted,
                next_attempt_at = coalesce(@next::timestamptz, next_attempt_at), finished_at = CASE WHEN @state = 'pending' THEN NULL ELSE @now END
            WHERE notification_id = @id AND claim = @claim
            """,
            ("id", notification.Id), ("claim", notification.Claim), ("state", outcome.State.Word()), ("code", outcome.ErrorCode), ("uncounted", outcome.Attempted ? 0 : 1),
            ("next", outcome.NextAttemptAt), ("now", now)).RunAsync(cancellationToken);
        if (recorded == 0)
            return false;
        if (final)
            await WriteReceiptAsync(connection, notification.Id, outcome, now, cancellationToken);
        await NoteEndpointAsync(connection, notification.Channel, outcome, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static Task<int> WriteReceiptAsync(NpgsqlConnection connection, Guid id, NotificationOutcome outcome, DateTimeOffset now, CancellationToken cancellationToken) => connection.Command(
        """
        INSERT INTO control.notifications (id, task_id, channel, target, message_type, payload_json, sent_at, status, provider_message_id)
        SELECT d.notification_id, n.task_id, d.channel, d.target, n.message_type, d.payload_json, @now, @status, @provider::text
        FROM control.notification_deliveries d JOIN control.notices n ON n.id = d.notice_id WHERE d.notification_id = @id
        """,
        ("id", id), ("now", now), ("status", outcome.State.Word()), ("provider", outcome.ProviderMessageId)).RunAsync(cancellationToken);

    private static async Task NoteEndpointAsync(NpgsqlConnection connection, NotificationChannelKey channel, NotificationOutcome outcome, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!outcome.Attempted)
            return;
        var sent = outcome.State is NotificationState.Sent;
        await connection.Command(
            """
            INSERT INTO control.notification_endpoints AS e (scope, channel_name, disabled_at, disabled_code, throttled_until, failures, last_sent_at, last_error_code, updated_at)
            VALUES (@scope, @channel, CASE WHEN @disable THEN @now END, CASE WHEN @disable THEN @code::text END, @throttle::timestamptz, CASE WHEN @sent THEN 0 ELSE 1 END, CASE WHEN @sent THEN @now END, @code::text, @now)
            ON CONFLICT (scope, channel_name) DO UPDATE SET
                disabled_at = coalesce(e.disabled_at, excluded.disabled_at), disabled_code = coalesce(e.disabled_code, excluded.disabled_code),
                throttled_until = greatest(e.throttled_until, excluded.throttled_until), failures = CASE WHEN @sent THEN 0 ELSE e.failures + 1 END,
                last_sent_at = coalesce(excluded.last_sent_at, e.last_sent_at), last_error_code = coalesce(excluded.last_error_code, e.last_error_code), updated_at = @now
            """,
            ("scope", channel.Scope), ("channel", channel.ChannelName), ("disable", outcome.DisableEndpoint), ("code", outcome.ErrorCode), ("throttle", outcome.ThrottleUntil), ("sent", sent), ("now", now))
            .RunAsync(cancellationToken);
    }
}
