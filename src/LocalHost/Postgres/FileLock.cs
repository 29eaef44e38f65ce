namespace LocalHost.Postgres;

/// <summary>A lock file. The system releases it when its process ends, however it ends.</summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(25);

    private readonly FileStream _stream;

    private FileLock(FileStream stream) => _stream = stream;

    /// <summary>Takes the lock alone; null when it is held by another.</summary>
    public static FileLock? TryExclusive(string path) => TryOpen(path, FileShare.None);

    /// <summary>Takes the lock alone, waiting for others to release it.</summary>
    /// <exception cref="TimeoutException">The lock was not free in time.</exception>
    public static Task<FileLock> ExclusiveAsync(string path, TimeSpan timeout, CancellationToken cancellationToken) =>
        WaitAsync(path, FileShare.None, timeout, cancellationToken);

    /// <summary>Takes the lock together with others, waiting for one who holds it alone.</summary>
    /// <exception cref="TimeoutException">The lock was not free in time.</exception>
    public static Task<FileLock> SharedAsync(string path, TimeSpan timeout, CancellationToken cancellationToken) =>
        WaitAsync(path, FileShare.ReadWrite, timeout, cancellationToken);

    public void Dispose() => _stream.Dispose();

    private static async Task<FileLock> WaitAsync(string path, FileShare share, TimeSpan timeout, CancellationToken cancellationToken)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (TryOpen(path, share) is { } taken)
                return taken;
            if (TimeProvider.System.GetElapsedTime(started) > timeout)
                throw new TimeoutException("Another process holds the lock of the data folder.");
            await Task.Delay(PollInterval, TimeProvider.System, cancellationToken);
        }
    }

    private static FileLock? TryOpen(string path, FileShare share)
    {
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share, bufferSize: 1));
        }
        catch (IOException exception) when (exception is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException)
            && File.Exists(path))
        {
            return null;
        }
    }
}
