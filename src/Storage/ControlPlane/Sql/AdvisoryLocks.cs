using Npgsql;

namespace DataHound.Storage.ControlPlane.Sql;

/// <summary>Locks by name that end with the transaction, to put writers of the same thing one after another.</summary>
internal static class AdvisoryLocks
{
    /// <summary>Waits for the lock.</summary>
    public static Task LockAsync(this NpgsqlConnection connection, string name, CancellationToken cancellationToken) =>
        connection.Command("SELECT pg_advisory_xact_lock(hashtextextended(@name, 0))", ("name", "control:" + name)).RunAsync(cancellationToken);
}
