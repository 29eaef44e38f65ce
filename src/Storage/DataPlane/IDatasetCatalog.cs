namespace DataHound.Storage.DataPlane;

/// <summary>Finds published dataset versions. Readers of data go through it and never list folders.</summary>
public interface IDatasetCatalog
{
    /// <summary>The current version of a dataset, or null when none was published.</summary>
    Task<DatasetVersion?> FindCurrentAsync(string company, string dataset, CancellationToken cancellationToken);

    /// <summary>The current versions of all of a company's datasets, by dataset name.</summary>
    Task<IReadOnlyDictionary<string, DatasetVersion>> ListCurrentAsync(string company, CancellationToken cancellationToken);

    /// <summary>Versions by identity, in the order asked for.</summary>
    /// <exception cref="KeyNotFoundException">One of them does not exist or is another company's.</exception>
    Task<IReadOnlyList<DatasetVersion>> GetAsync(string company, IReadOnlyList<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Silver versions whose rows are in no master table yet, oldest first.</summary>
    Task<IReadOnlyList<DatasetVersion>> ListUnmergedAsync(string company, CancellationToken cancellationToken);

    /// <summary>The version of that tag, or null.</summary>
    Task<DatasetVersion?> FindVersionAsync(string company, string dataset, string versionTag, CancellationToken cancellationToken);

    /// <summary>All versions of a layer that can be read, by dataset and then newest first; of one dataset's kind when <paramref name="dataset"/> names it without the layer's suffix.</summary>
    Task<IReadOnlyList<DatasetVersion>> ListLayerAsync(string company, DataLayer layer, string? dataset, CancellationToken cancellationToken);

    /// <summary>A dataset's versions, newest first.</summary>
    Task<IReadOnlyList<DatasetVersion>> ListVersionsAsync(string company, string dataset, int limit, string? beforeTag, CancellationToken cancellationToken);
}
