namespace LocalHost.Engine.Storage;

/// <summary>Stores changes in Postgres, over a connection of its own.</summary>
internal sealed class PostgresChangeStore(DurableDatabase database) : IChangeStore
{
    private readonly KeptConnection _connection = new(database.DataSource, KeptConnection.ByIndexAlone);

    public async Task<CommitEffects> WriteAsync(IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        var hub = await database.HubAsync(cancellationToken);
        return await ChangeWriter.WriteAsync(await _connection.GetAsync(cancellationToken), hub, changes, database.Faults, cancellationToken);
    }

    public ValueTask DropAsync() => _connection.DropAsync();

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
