namespace DataHound.Storage.Ingestion;

/// <summary>A file has more bytes than are accepted; nothing of it was kept.</summary>
/// <param name="maximumBytes">Most bytes accepted.</param>
public sealed class FileTooLargeException(long maximumBytes) : IOException($"The file has more than {maximumBytes} bytes.")
{
    /// <summary>Most bytes accepted.</summary>
    public long MaximumBytes { get; } = maximumBytes;
}
