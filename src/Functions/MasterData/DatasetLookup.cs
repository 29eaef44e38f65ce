using DataHound.Storage.DataPlane;

namespace DataHound.Functions.MasterData;

/// <summary>Finds the dataset version that a request names.</summary>
/// <param name="catalog">The catalogue.</param>
/// <param name="history">Which version was current when.</param>
public sealed class DatasetLookup(IDatasetCatalog catalog, IDatasetHistory history)
{
    /// <summary>The version that the request's <c>version</c> or <c>asOf</c> names, else the current one; its rows can be read.</summary>
    /// <exception cref="UserErrorException"><c>dataset_unknown</c>, <c>version_unknown</c>, <c>version_removed</c>, <c>as_of_invalid</c> or <c>version_ambiguous</c>.</exception>
    public async Task<DatasetVersion> RequireReadableAsync(HttpRequest request, string company, string dataset, CancellationToken cancellationToken)
    {
        var (tag, instant) = (request.Text("version"), ApiInstant.Parse(request.Text("asOf")));
        if (tag is not null && instant is not null)
            throw new UserErrorException("version_ambiguous", "The request names both a version and an instant.", "Send version or asOf, not both.");

        var version = await RequireAsync(company, dataset, tag, cancellationToken);
        if (instant is { } at)
        {
            version = await history.FindAtAsync(company, dataset, at, cancellationToken)
                ?? throw new UserErrorException("version_unknown", $"Dataset '{dataset}' had no version at that instant.", "Ask for a later instant; GET /api/v1/companies/{company}/datasets/{name}/publications tells since when there are versions.");
        }

        return Readable(version);
    }

    /// <summary>The version of that tag, or the current one; its rows can be read.</summary>
    /// <exception cref="UserErrorException"><c>dataset_unknown</c>, <c>version_unknown</c> or <c>version_removed</c>.</exception>
    public async Task<DatasetVersion> RequireReadableAsync(string company, string dataset, string? tag, CancellationToken cancellationToken) =>
        Readable(await RequireAsync(company, dataset, tag, cancellationToken));

    private static DatasetVersion Readable(DatasetVersion version) => version.RemovedAt is null
        ? version
        : throw new UserErrorException("version_removed", $"Version '{version.VersionTag}' of '{version.Dataset}' was removed by retention; its rows are gone.", "Ask for a later version; GET /api/v1/companies/{company}/datasets/{name}/versions shows which can be read.");

    /// <summary>The version of that tag, or the current one.</summary>
    /// <exception cref="UserErrorException"><c>dataset_unknown</c> or <c>version_unknown</c>.</exception>
    public async Task<DatasetVersion> RequireAsync(string company, string dataset, string? tag, CancellationToken cancellationToken)
    {
        var current = await catalog.FindCurrentAsync(company, dataset, cancellationToken)
            ?? throw new UserErrorException("dataset_unknown", $"Company '{company}' has no dataset '{dataset}'.", "List the datasets with GET /api/v1/companies/{company}/datasets; a dataset appears with its first run.");
        if (tag is null || string.Equals(tag, current.VersionTag, StringComparison.Ordinal))
            return current;

        return await catalog.FindVersionAsync(company, dataset, tag, cancellationToken)
            ?? throw new UserErrorException("version_unknown", $"Dataset '{dataset}' has no version '{tag}'.", "List the versions with GET /api/v1/companies/{company}/datasets/{name}/versions.");
    }
}
