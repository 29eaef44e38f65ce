using DataHound.Storage.DataPlane;

namespace DataHound.Functions.MasterData;

/// <summary>Finds the dataset version that a request names.</summary>
internal static class DatasetLookup
{
    /// <summary>The version of that tag, or the current one.</summary>
    /// <exception cref="UserErrorException"><c>dataset_unknown</c> or <c>version_unknown</c>.</exception>
    public static async Task<DatasetVersion> RequireAsync(this IDatasetCatalog catalog, string company, string dataset, string? tag, CancellationToken cancellationToken)
    {
        var current = await catalog.FindCurrentAsync(company, dataset, cancellationToken)
            ?? throw new UserErrorException("dataset_unknown", $"Company '{company}' has no dataset '{dataset}'.", "List the datasets with GET /api/v1/companies/{company}/datasets; a dataset appears with its first run.");
        if (tag is null || string.Equals(tag, current.VersionTag, StringComparison.Ordinal))
            return current;

        return await catalog.FindVersionAsync(company, dataset, tag, cancellationToken)
            ?? throw new UserErrorException("version_unknown", $"Dataset '{dataset}' has no version '{tag}'.", "List the versions with GET /api/v1/companies/{company}/datasets/{name}/versions.");
    }
}
