using DataHound.Domain.Notifications;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>Opens and resolves alerts.</summary>
internal static class AlertWriter
{
    private static readonly AlertState NoAlert = new(null, null, Resolved: false);

    /// <summary>Does to the alert on the subject what the notice says.</summary>
    public static async Task<AlertState> ApplyAsync(NpgsqlConnection connection, RecordedNotice notice, CancellationToken cancellationToken)
    {
        var state = notice.Alert switch
        {
            AlertChange.Open => await OpenAsync(connection, notice, cancellationToken),
            AlertChange.Resolve => await ResolveAsync(connection, notice, cancellationToken),
            _ => null,
        };
        return state ?? await connection.Command("SELECT opened_at, silenced_until FROM control.alerts WHERE subject = @subject", ("subject", notice.Subject))
            .FirstAsync(reader => new AlertState(reader.Instant(0), reader.InstantOrNull(1), Resolved: false), cancellationToken) ?? NoAlert;
    }

    private static Task<AlertState?> OpenAsync(NpgsqlConnection connection, RecordedNotice notice, CancellationToken cancellationToken) => connection.Command(
        """
        INSERT INTO control.alerts AS a (subject, kind, severity, company, state, occurrences, opened_at, last_seen_at) VALUES (@subject, @kind, @severity, @company, 'open', 1, @at, @at)
        ON CONFLICT (subject) DO UPDATE SET kind = excluded.kind, severity = excluded.severity, state = 'open', last_seen_at = excluded.last_seen_at, resolved_at = NULL,
            occurrences = CASE a.state WHEN 'open' THEN a.occurrences + 1 ELSE 1 END, opened_at = CASE a.state WHEN 'open' THEN a.opened_at ELSE excluded.opened_at END
        RETURNING opened_at, silenced_until
        """,
        ("subject", notice.Subject), ("kind", notice.Kind), ("severity", notice.Severity.Word()), ("company", notice.Company), ("at", notice.At))
        .FirstAsync(reader => new AlertState(reader.Instant(0), reader.InstantOrNull(1), Resolved: false), cancellationToken);

    private static Task<AlertState?> ResolveAsync(NpgsqlConnection connection, RecordedNotice notice, CancellationToken cancellationToken) => connection.Command(
        "UPDATE control.alerts SET state = 'resolved', resolved_at = @at, last_seen_at = @at WHERE subject = @subject AND state = 'open' RETURNING opened_at, silenced_until",
        ("subject", notice.Subject), ("at", notice.At)).FirstAsync(reader => new AlertState(reader.Instant(0), reader.InstantOrNull(1), Resolved: true), cancellationToken);
}
