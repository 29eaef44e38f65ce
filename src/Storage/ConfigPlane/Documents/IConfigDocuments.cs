using DataHound.Domain.Observability;
using DataHound.Storage.ConfigPlane.Layers;
using DataHound.Storage.ControlPlane;

namespace DataHound.Storage.ConfigPlane.Documents;

/// <summary>The versions of config documents. Whatever is put into force is checked together with all the rest first.</summary>
public interface IConfigDocuments
{
    /// <summary>Makes a document's content its version in force. The same content as the version in force makes no new one.</summary>
    /// <exception cref="UserErrorException"><c>config_invalid</c>, naming the document and the path; <c>config_changed</c> when another edit came first.</exception>
    Task<ConfigSave> SaveAsync(ConfigEdit edit, CancellationToken cancellationToken);

    /// <summary>Puts an older version into force again.</summary>
    /// <exception cref="UserErrorException"><c>config_missing</c> or <c>config_invalid</c>.</exception>
    Task<ConfigDocument> ActivateAsync(string kind, string name, int version, Initiator by, CancellationToken cancellationToken);

    /// <summary>The version in force, or null.</summary>
    Task<ConfigDocument?> FindActiveAsync(string kind, string name, CancellationToken cancellationToken);

    /// <summary>One version, or null.</summary>
    Task<ConfigDocument?> FindAsync(string kind, string name, int version, CancellationToken cancellationToken);

    /// <summary>All documents in force, by kind and name.</summary>
    Task<IReadOnlyList<ConfigDocument>> ListActiveAsync(CancellationToken cancellationToken);

    /// <summary>A page of the versions of a document, newest first.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="name">Its name.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="before">The cursor of the page before, which is a version; null for the first page.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<Page<ConfigDocument>> ListVersionsAsync(string kind, string name, int limit, int? before, CancellationToken cancellationToken);

    /// <summary>What changes from one version to another.</summary>
    /// <exception cref="UserErrorException"><c>config_missing</c>.</exception>
    Task<IReadOnlyList<ConfigChange>> CompareAsync(string kind, string name, int fromVersion, int toVersion, CancellationToken cancellationToken);

    /// <summary>Every value in force of a document, with the layer it comes from.</summary>
    /// <exception cref="UserErrorException"><c>config_missing</c>.</exception>
    Task<IReadOnlyList<ConfigValue>> ExplainAsync(string kind, string name, CancellationToken cancellationToken);
}
