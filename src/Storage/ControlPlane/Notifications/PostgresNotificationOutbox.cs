using DataHound.Domain.Notifications;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>The outbox in Postgres.</summary>
internal sealed class PostgresNotificationOutbox(NpgsqlDataSource source, TimeProvider clock) : INotificationOutbox
{
    /// <inheritdoc/>
    public async Task<bool> WriteAsync(Notice notice, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await NoticeWriter.WriteAsync(connection, notice, clock.Now(), cancellationToken);
    }
}
