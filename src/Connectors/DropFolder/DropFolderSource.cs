namespace DataHound.Connectors.DropFolder;

/// <summary>
/// A folder into which people or other programs put files as <c>company/delivery/file</c>. A file that is still being written is left for
/// the next look; a received one is moved to <c>.received/company/delivery/file</c>, never deleted.
/// </summary>
public sealed class DropFolderSource(DropFolderOptions options, TimeProvider time) : ISource
{
    private const string ReceivedFolder = ".received";

    /// <inheritdoc/>
    public string Name => "drop-folder";

    /// <inheritdoc/>
    public IAsyncEnumerable<SourceFile> ListAsync(CancellationToken cancellationToken) => Settled(cancellationToken).ToAsyncEnumerable();

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(SourceFile file, CancellationToken cancellationToken) =>
        Task.FromResult<Stream>(new FileStream(PathOf(file), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan));

    /// <inheritdoc/>
    public Task AcknowledgeAsync(SourceFile file, CancellationToken cancellationToken)
    {
        var target = Path.Combine(Root, ReceivedFolder, file.Company, file.Delivery, file.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (File.Exists(PathOf(file)))
            File.Move(PathOf(file), target, overwrite: true);
        return Task.CompletedTask;
    }

    private IEnumerable<SourceFile> Settled(CancellationToken cancellationToken)
    {
        if (options.Path is null || !Directory.Exists(options.Path))
            yield break;

        var settledBefore = (time.GetUtcNow() - options.SettleTime).UtcDateTime;
        foreach (var company in SubfoldersOf(options.Path))
        {
            foreach (var delivery in SubfoldersOf(company.FullName))
            {
                foreach (var file in delivery.EnumerateFiles().Where(IsVisible).OrderBy(file => file.Name, StringComparer.Ordinal))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (file.LastWriteTimeUtc <= settledBefore)
                        yield return new SourceFile { Company = company.Name, Delivery = delivery.Name, Name = file.Name, Bytes = file.Length };
                }
            }
        }
    }

    private string Root => options.Path ?? throw new InvalidOperationException("The drop folder has no path.");

    private string PathOf(SourceFile file) => Path.Combine(Root, file.Company, file.Delivery, file.Name);

    private static bool IsVisible(FileSystemInfo entry) => !entry.Name.StartsWith('.');

    private static IEnumerable<DirectoryInfo> SubfoldersOf(string path) =>
        new DirectoryInfo(path).EnumerateDirectories().Where(IsVisible).OrderBy(folder => folder.Name, StringComparer.Ordinal);
}
