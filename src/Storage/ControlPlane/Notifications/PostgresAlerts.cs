using System.Globalization;
using DataHound.Domain.Notifications;
using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>Alerts in Postgres.</summary>
internal sealed class PostgresAlerts(NpgsqlDataSource source, TimeProvider clock) : IAlerts
{
    private const string Columns = "subject, kind, severity, company, state, occurrences, opened_at, last_seen_at, resolved_at, silenced_until, silenced_by, silence_reason";

    /// <inheritdoc/>
    public async Task<Page<Alert>> ListAsync(AlertQuery query, CancellationToken cancellationToken)
    {
        var after = PageCursor.Parse(query.Cursor);
        var limit = Math.Clamp(query.Limit, 1, 1000);
        var conditions = new List<string>();
        if (query.Company is not null)
            conditions.Add("company = @company");
        if (query.Open is not null)
            conditions.Add("state = @state");
        if (after is not null)
            conditions.Add("(last_seen_at, subject) < (@at, @name)");
        var where = conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", conditions)}";
        var alerts = await source.Command(
            $"SELECT {Columns} FROM control.alerts {where} ORDER BY last_seen_at DESC, subject DESC LIMIT @limit",
            ("company", query.Company), ("state", query.Open is true ? "open" : "resolved"), ("at", after?.At), ("name", after?.Name), ("limit", limit + 1)).ListAsync(Read, cancellationToken);
        return PageCursor.Cut(alerts, limit, last => new PageCursor(last.LastSeenAt, last.Subject).ToString());
    }

    /// <inheritdoc/>
    public Task<Alert?> SilenceAsync(string subject, DateTimeOffset until, Initiator by, CancellationToken cancellationToken) => ChangeAsync(subject, "alert.silence", until, by, cancellationToken);

    /// <inheritdoc/>
    public Task<Alert?> UnsilenceAsync(string subject, Initiator by, CancellationToken cancellationToken) => ChangeAsync(subject, "alert.unsilence", null, by, cancellationToken);

    private async Task<Alert?> ChangeAsync(string subject, string action, DateTimeOffset? until, Initiator by, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var alert = await connection.Command(
            $"UPDATE control.alerts SET silenced_until = @until::timestamptz, silenced_by = @by::text, silence_reason = @reason::text WHERE subject = @subject RETURNING {Columns}",
            ("subject", subject), ("until", until), ("by", until is null ? null : by.Actor), ("reason", until is null ? null : by.Reason)).FirstAsync(Read, cancellationToken);
        if (alert is null)
            return null;
        var act = new AuditAct { Company = alert.Company, Action = action, Subject = $"alert:{subject}", After = until?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), By = by };
        await AuditWriter.AppendAsync(connection, act, clock.Now(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return alert;
    }

    private Alert Read(NpgsqlDataReader reader)
    {
        var silenced = reader.InstantOrNull(9) is { } until && until > clock.Now();
        return new Alert
        {
            Subject = reader.GetString(0),
            Kind = reader.GetString(1),
            Severity = EnumWords.Parse<NoticeSeverity>(reader.GetString(2)),
            Company = reader.TextOrNull(3),
            Open = reader.GetString(4) is "open",
            Occurrences = reader.GetInt32(5),
            OpenedAt = reader.Instant(6),
            LastSeenAt = reader.Instant(7),
            ResolvedAt = reader.InstantOrNull(8),
            SilencedUntil = silenced ? reader.InstantOrNull(9) : null,
            SilencedBy = silenced ? reader.TextOrNull(10) : null,
            SilenceReason = silenced ? reader.TextOrNull(11) : null,
        };
    }
}
