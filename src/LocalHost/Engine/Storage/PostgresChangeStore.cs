using System.Globalization;

namespace LocalHost.Engine.Storage;

/// <summary>Stores changes in Postgres, over a connection of its own.</summary>
/// <param name="database">The database.</param>
/// <param name="lease">How long a process that is paused in the middle of a commit keeps its locks: no longer than its claims.</param>
internal sealed class PostgresChangeStore(DurableDatabase database, TimeSpan lease) : IChangeStore
{
    private readonly KeptConnection _connection = new(
        database.DataSource,
        string.Create(CultureInfo.InvariantCulture, $"{KeptConnection.ByIndexAlone}; SET idle_in_transaction_session_timeout = {(long)lease.TotalMilliseconds}"));

    public async Task<CommitEffects> WriteAsync(IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        var hub = await database.HubAsync(cancellationToken);
        return await ChangeWriter.WriteAsync(await _connection.GetAsync(cancellationToken), hub, changes, database.Faults, cancellationToken);
    }

    public ValueTask DropAsync() => _connection.DropAsync();

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
