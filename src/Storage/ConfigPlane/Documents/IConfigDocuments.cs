using DataHound.Domain.Observability;

namespace DataHound.Storage.ConfigPlane.Documents;

/// <summary>The versions of config documents. Whatever is put into force is checked together with all the rest first.</summary>
public interface IConfigDocuments
{
    /// <summary>Makes a document's content its version in force. The same content as the version in force makes no new one.</summary>
    /// <param name="kind">Its kind; the content may leave it out.</param>
    /// <param name="company">The company it is for, which the content may leave out; null for kinds that belong to none.</param>
    /// <param name="content">The document as JSON.</param>
    /// <param name="by">Who saves it.</param>
    /// <param name="cancellationToken">Stops the work; nothing is changed then.</param>
    /// <exception cref="UserErrorException"><c>config_invalid</c>, naming the document and the path.</exception>
    Task<ConfigSave> SaveAsync(string kind, string? company, string content, Initiator by, CancellationToken cancellationToken);

    /// <summary>Puts an older version into force again.</summary>
    /// <exception cref="UserErrorException"><c>config_missing</c> or <c>config_invalid</c>.</exception>
    Task<ConfigDocument> ActivateAsync(string kind, string name, int version, Initiator by, CancellationToken cancellationToken);

    /// <summary>The version in force, or null.</summary>
    Task<ConfigDocument?> FindActiveAsync(string kind, string name, CancellationToken cancellationToken);

    /// <summary>All versions of a document, newest first.</summary>
    Task<IReadOnlyList<ConfigDocument>> ListVersionsAsync(string kind, string name, CancellationToken cancellationToken);
}
