using DataHound.Domain.Notifications;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>Writes notices on a caller's connection, so that a change of state and the notice about it are committed together or not at all.</summary>
internal static class NoticeWriter
{
    /// <summary>The lock of whoever routes notices, forgets them, or sends again what came of one.</summary>
    public const string RoutingLock = "notifications:route";

    private const int MaximumNameLength = 255;
    private const int MaximumFactLength = 500;

    /// <summary>Writes the notice unless one with its key is there. Whoever runs a transaction on the connection gets it into that transaction.</summary>
    /// <param name="connection">The caller's open connection.</param>
    /// <param name="notice">The notice; facts of more than 500 characters are cut.</param>
    /// <param name="now">The instant at which it happened.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>False when it was there.</returns>
    public static async Task<bool> WriteAsync(NpgsqlConnection connection, Notice notice, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (notice.Key.Length is 0 or > MaximumNameLength || notice.Subject.Length is 0 or > MaximumNameLength)
            throw new ArgumentException($"Key and subject of a notice have 1 to {MaximumNameLength} characters.", nameof(notice));
        var facts = notice.Facts.ToDictionary(fact => fact.Key, fact => Cut(fact.Value), StringComparer.Ordinal);
        return await connection.Command(
            """
            INSERT INTO control.notices (id, notice_key, kind, severity, message_type, company, subject, task_id, alert_change, facts_json, created_at)
            VALUES (@id, @key, @kind, @severity, @type, @company, @subject, @task, @alert, @facts::jsonb, @now)
            ON CONFLICT DO NOTHING
            """,
            ("id", DeterministicId.Of("notice", notice.Key)), ("key", notice.Key), ("kind", notice.Kind.Name), ("severity", (notice.Severity ?? notice.Kind.Severity).Word()),
            ("type", notice.Kind.Type.Word()), ("company", notice.Company), ("subject", notice.Subject), ("task", notice.TaskId), ("alert", notice.Alert.Word()),
            ("facts", ControlJson.Write(facts)), ("now", now)).RunAsync(cancellationToken) > 0;
    }

    private static string Cut(string value)
    {
        var text = value.Replace("\0", "", StringComparison.Ordinal);
        return text.Length <= MaximumFactLength ? text : string.Concat(text.AsSpan(0, MaximumFactLength - 1), "…");
    }
}
