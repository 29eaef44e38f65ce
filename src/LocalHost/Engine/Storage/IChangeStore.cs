namespace LocalHost.Engine.Storage;

/// <summary>Where changes are stored. One caller at a time; it keeps what it needs between calls, such as a connection.</summary>
internal interface IChangeStore : IAsyncDisposable
{
    /// <summary>Stores changes in one transaction, all or none.</summary>
    Task<CommitEffects> WriteAsync(IReadOnlyList<Change> changes, CancellationToken cancellationToken);

    /// <summary>After a failure: gives up what the failed call left behind.</summary>
    ValueTask DropAsync();
}
