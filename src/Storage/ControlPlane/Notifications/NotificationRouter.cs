using System.Globalization;
using DataHound.Domain.Notifications;
using DataHound.Domain.Observability;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>Routes notices in Postgres. One routes at a time, so that an alert's opening is never overtaken by its end.</summary>
internal sealed class NotificationRouter(NpgsqlDataSource source, INotificationConfigs configs, TimeProvider clock) : INotificationRouter
{
    private const string Select = "SELECT id, kind, severity, message_type, company, subject, task_id, alert_change, facts_json, created_at FROM control.notices";

    /// <inheritdoc/>
    public async Task<int> RouteAsync(int limit, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.LockAsync(NoticeWriter.RoutingLock, cancellationToken);
        var notices = await connection.Command($"{Select} WHERE routed_at IS NULL ORDER BY sequence LIMIT @limit", ("limit", limit)).ListAsync(Read, cancellationToken);
        foreach (var notice in notices)
        {
            var outcome = await RouteAsync(connection, notice, cancellationToken);
            await connection.Command("UPDATE control.notices SET routed_at = @now, outcome = @outcome WHERE id = @id", ("id", notice.Id), ("now", clock.Now()), ("outcome", outcome)).RunAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return notices.Count;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Guid>> TestAsync(string? company, string channel, string requestedBy, CancellationToken cancellationToken)
    {
        var rules = await configs.GetNotificationsAsync(company, cancellationToken);
        if (!rules.Channels.ContainsKey(channel))
            throw new UserErrorException("channel_unknown", $"There is no channel '{channel}'.", "Name a channel of the notifications document.");
        var now = clock.Now();
        var key = string.Create(CultureInfo.InvariantCulture, $"test:{NotificationScopes.Of(company)}:{channel}:{now.UtcTicks}");
        var notice = new Notice
        {
            Key = key,
            Kind = NoticeKinds.Test,
            Subject = $"test:{channel}",
            TaskId = key,
            Company = company,
            Severity = NoticeSeverity.Critical,
            Facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["channel"] = channel, ["requested_by"] = requestedBy },
        };
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await NoticeWriter.WriteAsync(connection, notice, now, cancellationToken);
        var recorded = await connection.Command($"{Select} WHERE notice_key = @key", ("key", key)).FirstAsync(Read, cancellationToken);
        var ids = await InsertAsync(connection, recorded!, NotificationScopes.Of(company), NotificationPlan.To(channel, recorded!, rules, resolves: false, now), cancellationToken);
        await connection.Command("UPDATE control.notices SET routed_at = @now, outcome = 'routed' WHERE id = @id", ("id", recorded!.Id), ("now", now)).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return ids;
    }

    private async Task<string> RouteAsync(NpgsqlConnection connection, RecordedNotice notice, CancellationToken cancellationToken)
    {
        var alert = await AlertWriter.ApplyAsync(connection, notice, cancellationToken);
        if (alert.SilencedUntil > clock.Now())
            return "silenced";
        var outcome = "no_route";
        string?[] companies = notice.Company is null ? [null] : [null, notice.Company];
        foreach (var company in companies)
        {
            var scope = NotificationScopes.Of(company);
            var rules = await RulesAsync(company, cancellationToken);
            var told = alert.Resolved ? await ToldOfOpeningAsync(connection, notice, scope, alert.OpenedAt!.Value, cancellationToken) : [];
            var planned = NotificationPlan.Of(notice, rules, told, clock.Now()).ToList();
            if (planned.Count == 0)
                continue;
            if (!alert.Resolved && await IsRepeatAsync(connection, notice, scope, Since(notice, rules, alert), cancellationToken))
            {
                outcome = outcome is "routed" ? outcome : "repeated";
                continue;
            }

            await InsertAsync(connection, notice, scope, planned, cancellationToken);
            outcome = "routed";
        }

        return outcome;
    }

    /// <summary>A document that cannot be read any more silences its own channels, not the others'.</summary>
    private async Task<NotificationRules> RulesAsync(string? company, CancellationToken cancellationToken)
    {
        try
        {
            return await configs.GetNotificationsAsync(company, cancellationToken);
        }
        catch (UserErrorException)
        {
            return company is null ? NotificationRules.Default : NotificationRules.None;
        }
    }

    private static DateTimeOffset Since(RecordedNotice notice, NotificationRules rules, AlertState alert)
    {
        if (notice.Alert is not AlertChange.Open)
            return notice.At - TimeSpan.FromMinutes(rules.DeduplicateMinutes);
        var repeat = notice.At - TimeSpan.FromMinutes(rules.RepeatAlertMinutes);
        return alert.OpenedAt > repeat ? alert.OpenedAt.Value : repeat;
    }

    /// <summary>Whether the scope's channels were told the same, and no milder, before and not longer ago than that.</summary>
    private static Task<bool> IsRepeatAsync(NpgsqlConnection connection, RecordedNotice notice, string scope, DateTimeOffset since, CancellationToken cancellationToken) => connection.Command(
        """
        SELECT EXISTS (
            SELECT FROM control.notices n JOIN control.notification_deliveries d ON d.notice_id = n.id
            WHERE n.subject = @subject AND n.kind = @kind AND n.created_at >= @since AND n.id <> @id AND n.routed_at IS NOT NULL AND d.scope = @scope
              AND array_position(ARRAY['info', 'warning', 'error', 'critical'], n.severity) >= array_position(ARRAY['info', 'warning', 'error', 'critical'], @severity))
        """,
        ("subject", notice.Subject), ("kind", notice.Kind), ("since", since), ("id", notice.Id), ("scope", scope), ("severity", notice.Severity.Word())).ScalarAsync<bool>(cancellationToken);

    private static Task<List<string>> ToldOfOpeningAsync(NpgsqlConnection connection, RecordedNotice notice, string scope, DateTimeOffset openedAt, CancellationToken cancellationToken) => connection.Command(
        """
        SELECT DISTINCT d.channel_name FROM control.notices n JOIN control.notification_deliveries d ON d.notice_id = n.id
        WHERE n.subject = @subject AND n.alert_change = 'open' AND n.created_at >= @opened AND d.scope = @scope
        """,
        ("subject", notice.Subject), ("opened", openedAt), ("scope", scope)).ListAsync(reader => reader.GetString(0), cancellationToken);

    private async Task<IReadOnlyList<Guid>> InsertAsync(
        NpgsqlConnection connection, RecordedNotice notice, string scope, IEnumerable<PlannedNotification> planned, CancellationToken cancellationToken)
    {
        var ids = new List<Guid>();
        foreach (var notification in planned)
        {
            var id = DeterministicId.Of("notification", notice.Id.ToString("N"), scope, notification.ChannelName, notification.Target);
            await connection.Command(
                """
                INSERT INTO control.notification_deliveries (notification_id, notice_id, scope, channel_name, channel, target, payload_json, state, attempts, next_attempt_at, created_at)
                VALUES (@id, @notice, @scope, @name, @channel, @target, @payload::jsonb, 'pending', 0, @at, @now)
                ON CONFLICT (notification_id) DO NOTHING
                """,
                ("id", id), ("notice", notice.Id), ("scope", scope), ("name", notification.ChannelName), ("channel", notification.Channel), ("target", notification.Target),
                ("payload", ControlJson.Write(notification.Message)), ("at", notification.NotBefore), ("now", clock.Now())).RunAsync(cancellationToken);
            ids.Add(id);
        }

        return ids;
    }

    private static RecordedNotice Read(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        Kind = reader.GetString(1),
        Severity = EnumWords.Parse<NoticeSeverity>(reader.GetString(2)),
        Type = EnumWords.Parse<NotificationType>(reader.GetString(3)),
        Company = reader.TextOrNull(4),
        Subject = reader.GetString(5),
        TaskId = reader.GetString(6),
        Alert = EnumWords.Parse<AlertChange>(reader.GetString(7)),
        Facts = ControlJson.Read<Dictionary<string, string>>(reader.GetString(8)),
        At = reader.Instant(9),
    };
}
