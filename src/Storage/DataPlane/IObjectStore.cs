namespace DataHound.Storage.DataPlane;

/// <summary>
/// Immutable objects by path. Paths are relative, separated by <c>/</c>; the first segment is the company. A published object is complete
/// and verified: a crash leaves either the whole object or none.
/// </summary>
public interface IObjectStore
{
    /// <summary>Publishes the stream's bytes under a path that is not taken. The same bytes under the same path again are no error.</summary>
    /// <exception cref="ObjectConflictException">The path holds other bytes.</exception>
    Task<StoredObject> WriteAsync(string path, Stream content, CancellationToken cancellationToken);

    /// <summary>Publishes a local file as <see cref="WriteAsync"/> does; the file may be moved away.</summary>
    Task<StoredObject> PublishFileAsync(string path, string localFile, CancellationToken cancellationToken);

    /// <summary>Opens an object for reading.</summary>
    /// <exception cref="ObjectNotFoundException">There is none.</exception>
    Task<Stream> OpenReadAsync(string path, CancellationToken cancellationToken);

    /// <summary>Gives a local file with the object's bytes, for engines that read files. Dispose it when done; never change it.</summary>
    /// <exception cref="ObjectNotFoundException">There is none.</exception>
    /// <exception cref="ObjectDamagedException">A store that keeps checksums found other bytes.</exception>
    Task<LocalCopy> OpenLocalAsync(string path, CancellationToken cancellationToken);

    /// <summary>The object's size and checksum, or null when there is none.</summary>
    Task<StoredObject?> FindAsync(string path, CancellationToken cancellationToken);

    /// <summary>All objects whose path begins so, in path order.</summary>
    IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Removes an object; no error when there is none.</summary>
    Task DeleteAsync(string path, CancellationToken cancellationToken);

    /// <summary>Checks that the store answers.</summary>
    Task CheckAsync(CancellationToken cancellationToken);
}
