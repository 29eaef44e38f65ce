namespace DataHound.Connectors;

/// <summary>An outside system that files come from. Every connector that brings files offers this and nothing else.</summary>
public interface ISource
{
    /// <summary>The name recorded with each received file, such as <c>drop-folder</c>.</summary>
    string Name { get; }

    /// <summary>Files that are complete and wait to be received, by company, delivery and name.</summary>
    IAsyncEnumerable<SourceFile> ListAsync(CancellationToken cancellationToken);

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="IOException">It is gone or cannot be read; the next listing tells.</exception>
    Task<Stream> OpenAsync(SourceFile file, CancellationToken cancellationToken);

    /// <summary>Tells the source that the file is durable in bronze, so that it is not offered again. Twice is the same as once.</summary>
    Task AcknowledgeAsync(SourceFile file, CancellationToken cancellationToken);
}
