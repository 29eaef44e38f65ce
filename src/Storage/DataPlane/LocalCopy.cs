namespace DataHound.Storage.DataPlane;

/// <summary>A local file with an object's bytes, valid until disposed.</summary>
/// <param name="file">Absolute path of the file.</param>
/// <param name="release">What to do on disposal, such as deleting a temporary download; null when the file is the object itself.</param>
public sealed class LocalCopy(string file, Action? release = null) : IDisposable
{
    private Action? _release = release;

    /// <summary>Absolute path of the file.</summary>
    public string File { get; } = file;

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
