using DataHound.Domain.Events;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Reconciling;

/// <summary>
/// Remembers which version of an event dataset the index agreed with, and a digest of the index at that time. A version never changes, so as long as it is current and the digest is
/// the same, both still agree. The digest covers every row of the type, whoever wrote it: a row that is added, deleted or changed behind the index's back changes it.
/// </summary>
internal static class ReconciledEvents
{
    /// <summary>The number of a company's index rows of a type and the sum of a 64-bit hash of each row's identity, status and severity.</summary>
    public static async Task<string> DigestAsync(NpgsqlConnection connection, string company, EventType type, CancellationToken cancellationToken) => (await connection.Command(
        """
        SELECT count(*) || ':' || coalesce(sum(hashtextextended(i.event_id || ' ' || i.status || ' ' || i.severity, 0)), 0)
        FROM control.events_index i WHERE i.company = @company AND i.event_type = @type
        """,
        ("company", company), ("type", type.Name)).ScalarAsync<string>(cancellationToken))!;

    /// <summary>Whether the version was found to agree with an index of that digest.</summary>
    public static Task<bool> AgreeAsync(NpgsqlConnection connection, DatasetVersion version, EventType type, string digest, CancellationToken cancellationToken) => connection.Command(
        "SELECT version_id = @version AND index_digest = @digest FROM control.reconciled_events WHERE company = @company AND event_type = @type",
        ("company", version.Company), ("type", type.Name), ("version", version.Id), ("digest", digest)).ScalarAsync<bool>(cancellationToken);

    /// <summary>Notes that they agree.</summary>
    /// <param name="connection">A connection.</param>
    /// <param name="version">The version.</param>
    /// <param name="type">The type of its events.</param>
    /// <param name="digest">The digest from before the two were compared: what changed the index meanwhile makes the next one another.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static Task NoteAsync(NpgsqlConnection connection, DatasetVersion version, EventType type, string digest, DateTimeOffset now, CancellationToken cancellationToken) => connection.Command(
        """
        INSERT INTO control.reconciled_events (company, event_type, version_id, index_digest, checked_at) VALUES (@company, @type, @version, @digest, @now)
        ON CONFLICT (company, event_type) DO UPDATE SET version_id = excluded.version_id, index_digest = excluded.index_digest, checked_at = excluded.checked_at
        """,
        ("company", version.Company), ("type", type.Name), ("version", version.Id), ("digest", digest), ("now", now)).RunAsync(cancellationToken);
}
