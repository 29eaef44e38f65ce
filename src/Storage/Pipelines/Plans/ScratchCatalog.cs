using System.Globalization;
using DataHound.Storage.DataPlane;

namespace DataHound.Storage.Pipelines.Plans;

/// <summary>The catalogue as it would be after the stages walked so far.</summary>
/// <param name="real">The catalogue, which is only read.</param>
internal sealed class ScratchCatalog(IDatasetCatalog real) : IDatasetCatalog
{
    private readonly List<DatasetVersion> _made = [];
    private readonly HashSet<Guid> _merged = [];

    /// <summary>Takes a unit's versions and marks as a commit would.</summary>
    /// <returns>The versions as they would be published.</returns>
    public async Task<IReadOnlyList<DatasetVersion>> TakeAsync(StageContext context, string stage, StageUnitResult result, CancellationToken cancellationToken)
    {
        _merged.UnionWith(result.MergedVersions);
        var made = new List<DatasetVersion>(result.Versions.Count);
        foreach (var version in result.Versions)
        {
            var newest = await ListVersionsAsync(context.Company, version.Dataset, 1, beforeTag: null, cancellationToken);
            var sequence = newest.Count == 0 ? 1 : 1 + int.Parse(newest[0].VersionTag.AsSpan(1), CultureInfo.InvariantCulture);
            made.Add(new DatasetVersion
            {
                Id = DeterministicId.Of("plan", context.RunId, stage, version.Dataset),
                Company = context.Company,
                Dataset = version.Dataset,
                VersionTag = string.Create(CultureInfo.InvariantCulture, $"v{sequence:D6}"),
                Layer = version.Layer,
                SchemaVersion = version.SchemaVersion,
                Files = version.Files,
                RowCount = version.Files.Sum(file => file.Rows),
                Checksum = "",
                Parents = version.Parents,
                ProducedByRunId = context.RunId,
                AsOf = context.AsOf,
                CreatedAt = context.AsOf,
                Stage = stage,
            });
        }

        _made.AddRange(made);
        return made;
    }

    /// <inheritdoc/>
    public async Task<DatasetVersion?> FindCurrentAsync(string company, string dataset, CancellationToken cancellationToken) =>
        _made.FindLast(version => version.Dataset == dataset) ?? await real.FindCurrentAsync(company, dataset, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, DatasetVersion>> ListCurrentAsync(string company, CancellationToken cancellationToken)
    {
        var current = new SortedDictionary<string, DatasetVersion>((await real.ListCurrentAsync(company, cancellationToken)).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var version in _made)
            current[version.Dataset] = version;
        return current;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DatasetVersion>> GetAsync(string company, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var made = _made.ToDictionary(version => version.Id);
        var published = await real.GetAsync(company, [.. ids.Where(id => !made.ContainsKey(id))], cancellationToken);
        foreach (var version in published)
            made[version.Id] = version;
        return [.. ids.Select(id => made[id])];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DatasetVersion>> ListUnmergedAsync(string company, CancellationToken cancellationToken) =>
    [
        .. (await real.ListUnmergedAsync(company, cancellationToken)).Concat(_made.Where(version => version.Layer == DataLayer.Silver)).Where(version => !_merged.Contains(version.Id)),
    ];

    /// <inheritdoc/>
    public async Task<DatasetVersion?> FindVersionAsync(string company, string dataset, string versionTag, CancellationToken cancellationToken) =>
        _made.Find(version => version.Dataset == dataset && version.VersionTag == versionTag) ?? await real.FindVersionAsync(company, dataset, versionTag, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DatasetVersion>> ListLayerAsync(string company, DataLayer layer, string? dataset, CancellationToken cancellationToken)
    {
        var made = _made.Where(version => version.Layer == layer && (dataset is null || version.Dataset == dataset || version.Dataset.StartsWith($"{dataset}_", StringComparison.Ordinal)));
        var all = made.Reverse().Concat(await real.ListLayerAsync(company, layer, dataset, cancellationToken));
        return [.. all.OrderBy(version => version.Dataset, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DatasetVersion>> ListVersionsAsync(string company, string dataset, int limit, string? beforeTag, CancellationToken cancellationToken)
    {
        var made = _made.Where(version => version.Dataset == dataset && (beforeTag is null || string.CompareOrdinal(version.VersionTag, beforeTag) < 0)).Reverse();
        return [.. made.Concat(await real.ListVersionsAsync(company, dataset, limit, beforeTag, cancellationToken)).Take(limit)];
    }
}
