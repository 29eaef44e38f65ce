using DataHound.Storage.ControlPlane;

namespace DataHound.Storage.Ingestion;

/// <summary>The register of received files. A file is acknowledged only when its bytes and its row are durable.</summary>
public interface IReceivedFiles
{
    /// <summary>Receives a file into bronze. The same bytes under the same company, delivery and name again are the same file.</summary>
    Task<ReceiveResult> ReceiveAsync(ReceiveFile request, Stream content, CancellationToken cancellationToken);

    /// <summary>Files that no committed ingest has looked at, by delivery and name.</summary>
    Task<IReadOnlyList<ReceivedFile>> ListNewAsync(string company, CancellationToken cancellationToken);

    /// <summary>Files with status ok whose rows are not prepared yet, by delivery and name (ordinal).</summary>
    Task<IReadOnlyList<ReceivedFile>> ListUnpreparedAsync(string company, CancellationToken cancellationToken);

    /// <summary>The earliest received file with these bytes, or null: other than, and received before, the given one.</summary>
    Task<ReceivedFile?> FindEarlierAsync(ReceivedFile file, CancellationToken cancellationToken);

    /// <summary>A company's files by delivery and name (ordinal), page by page.</summary>
    Task<Page<ReceivedFile>> ListAsync(string company, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>Files by identity, in the order asked for.</summary>
    Task<IReadOnlyList<ReceivedFile>> GetAsync(string company, IReadOnlyList<Guid> ids, CancellationToken cancellationToken);
}
