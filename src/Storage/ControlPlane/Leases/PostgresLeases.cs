using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Leases;

/// <summary>Leases in Postgres. A released lease keeps its row, so that tokens never repeat.</summary>
internal sealed class PostgresLeases(NpgsqlDataSource source, TimeProvider clock) : ILeases
{
    /// <inheritdoc/>
    public Task<Lease?> AcquireAsync(string name, string holder, TimeSpan duration, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        return source.Command(
            """
            INSERT INTO control.leases AS l (name, holder, fencing_token, expires_at) VALUES (@name, @holder, 1, @expires)
            ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at,
                fencing_token = l.fencing_token + CASE WHEN l.holder = excluded.holder AND l.expires_at > @now THEN 0 ELSE 1 END
            WHERE l.expires_at <= @now OR l.holder = excluded.holder
            RETURNING name, holder, fencing_token, expires_at
            """,
            ("name", name), ("holder", holder), ("expires", now + duration), ("now", now)).FirstAsync(
                reader => new Lease(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.Instant(3)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> IsHeldAsync(Lease lease, CancellationToken cancellationToken) => source.Command(
        "SELECT EXISTS (SELECT FROM control.leases WHERE name = @name AND fencing_token = @token AND expires_at > @now)",
        ("name", lease.Name), ("token", lease.FencingToken), ("now", clock.Now())).ScalarAsync<bool>(cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseAsync(Lease lease, CancellationToken cancellationToken) => source.Command(
        "UPDATE control.leases SET expires_at = @now WHERE name = @name AND fencing_token = @token AND expires_at > @now",
        ("name", lease.Name), ("token", lease.FencingToken), ("now", clock.Now())).RunAsync(cancellationToken);
}
