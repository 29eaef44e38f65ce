using System.Globalization;
using DataHound.Domain.Notifications;
using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>Reads notifications with their receipts.</summary>
internal sealed class PostgresNotificationLedger(NpgsqlDataSource source, TimeProvider clock) : INotificationLedger
{
    private const string Select =
        """
        SELECT d.notification_id, d.scope, d.channel_name, d.channel, d.target, d.payload_json, d.state, d.attempts, d.next_attempt_at, d.error_code, r.provider_message_id, d.created_at, d.finished_at
        FROM control.notification_deliveries d JOIN control.notices n ON n.id = d.notice_id LEFT JOIN control.notifications r ON r.id = d.notification_id
        """;

    /// <inheritdoc/>
    public async Task<Page<SentNotification>> ListAsync(NotificationQuery query, CancellationToken cancellationToken)
    {
        var after = PageCursor.Parse(query.Cursor);
        var limit = Math.Clamp(query.Limit, 1, 1000);
        var id = Guid.Empty;
        if (after is not null && !Guid.TryParseExact(after.Name, "N", out id))
            throw PageCursor.Invalid();
        var conditions = new List<string>();
        if (query.Company is not null)
            conditions.Add("n.company = @company");
        if (query.Kind is not null)
            conditions.Add("n.kind = @kind");
        if (query.Channel is not null)
            conditions.Add("d.channel = @channel");
        if (query.TaskId is not null)
            conditions.Add("n.task_id = @task");
        if (query.State is not null)
            conditions.Add("d.state = @state");
        if (after is not null)
            conditions.Add("(d.created_at, d.notification_id) < (@at, @id)");
        var where = conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", conditions)}";
        var found = await source.Command(
            $"{Select} {where} ORDER BY d.created_at DESC, d.notification_id DESC LIMIT @limit",
            ("company", query.Company), ("kind", query.Kind), ("channel", query.Channel), ("task", query.TaskId), ("state", query.State?.Word()),
            ("at", after?.At), ("id", id), ("limit", limit + 1)).ListAsync(Read, cancellationToken);
        return PageCursor.Cut(found, limit, last => new PageCursor(last.CreatedAt, last.Id.ToString("N", CultureInfo.InvariantCulture)).ToString());
    }

    /// <inheritdoc/>
    public Task<SentNotification?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        source.Command($"{Select} WHERE d.notification_id = @id", ("id", id)).FirstAsync(Read, cancellationToken);

    /// <inheritdoc/>
    public async Task<Guid?> ResendAsync(Guid id, Initiator by, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.LockAsync(NoticeWriter.RoutingLock, cancellationToken);
        var found = await connection.Command("SELECT state, scope FROM control.notification_deliveries WHERE notification_id = @id FOR UPDATE", ("id", id))
            .FirstAsync(reader => Tuple.Create(reader.GetString(0), reader.GetString(1)), cancellationToken);
        if (found is null)
            return null;
        var sent = id;
        if (found.Item1 is "pending")
        {
            await connection.Command("UPDATE control.notification_deliveries SET next_attempt_at = least(next_attempt_at, @now) WHERE notification_id = @id", ("id", id), ("now", now)).RunAsync(cancellationToken);
        }
        else
        {
            sent = Guid.NewGuid();
            await connection.Command(
                """
                INSERT INTO control.notification_deliveries (notification_id, notice_id, scope, channel_name, channel, target, payload_json, state, attempts, next_attempt_at, created_at)
                SELECT @copy, notice_id, scope, channel_name, channel, target, payload_json, 'pending', 0, @now, @now FROM control.notification_deliveries WHERE notification_id = @id
                """,
                ("id", id), ("copy", sent), ("now", now)).RunAsync(cancellationToken);
        }

        var act = new AuditAct { Company = NotificationScopes.CompanyOf(found.Item2), Action = "notification.resend", Subject = $"notification:{id:N}", After = $"{sent:N}", By = by };
        await AuditWriter.AppendAsync(connection, act, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return sent;
    }

    private static SentNotification Read(NpgsqlDataReader reader)
    {
        var state = EnumWords.Parse<NotificationState>(reader.GetString(6));
        return new SentNotification
        {
            Id = reader.GetGuid(0),
            Key = new NotificationChannelKey(reader.GetString(1), reader.GetString(2)),
            Channel = reader.GetString(3),
            Target = reader.GetString(4),
            Message = ControlJson.Read<NotificationMessage>(reader.GetString(5)),
            State = state,
            Attempts = reader.GetInt32(7),
            NextAttemptAt = state is NotificationState.Pending ? reader.Instant(8) : null,
            ErrorCode = reader.TextOrNull(9),
            ProviderMessageId = reader.TextOrNull(10),
            CreatedAt = reader.Instant(11),
            FinishedAt = reader.InstantOrNull(12),
        };
    }
}
