using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>Endpoints in Postgres.</summary>
internal sealed class PostgresNotificationEndpoints(NpgsqlDataSource source, TimeProvider clock) : INotificationEndpoints
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<NotificationEndpoint>> ListAsync(CancellationToken cancellationToken) => await source.Command(
        """
        SELECT scope, channel_name, disabled_at, disabled_code, throttled_until, failures, last_sent_at, last_error_code
        FROM control.notification_endpoints ORDER BY scope COLLATE "C", channel_name COLLATE "C"
        """).ListAsync(
            reader => new NotificationEndpoint
            {
                Key = new NotificationChannelKey(reader.GetString(0), reader.GetString(1)),
                DisabledAt = reader.InstantOrNull(2),
                DisabledCode = reader.TextOrNull(3),
                ThrottledUntil = reader.InstantOrNull(4),
                Failures = reader.GetInt32(5),
                LastSentAt = reader.InstantOrNull(6),
                LastErrorCode = reader.TextOrNull(7),
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> EnableAsync(NotificationChannelKey channel, Initiator by, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var enabled = await connection.Command(
            """
            UPDATE control.notification_endpoints SET disabled_at = NULL, disabled_code = NULL, throttled_until = NULL, failures = 0, updated_at = @now
            WHERE scope = @scope AND channel_name = @channel
            """,
            ("scope", channel.Scope), ("channel", channel.ChannelName), ("now", now)).RunAsync(cancellationToken) > 0;
        if (enabled)
        {
            var act = new AuditAct { Company = NotificationScopes.CompanyOf(channel.Scope), Action = "notification_endpoint.enable", Subject = $"notification_endpoint:{channel.ChannelName}", By = by };
            await AuditWriter.AppendAsync(connection, act, now, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return enabled;
    }
}
