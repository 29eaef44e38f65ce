using System.Globalization;
using System.Text.Json.Nodes;
using DataHound.Domain.Observability;
using DataHound.Domain.Quality;
using DataHound.Storage.ControlPlane;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane.Reading;

namespace DataHound.Storage.DataPlane.Lineage;

/// <summary>Lineage from the parents of versions and from the notes that rows carry.</summary>
/// <param name="catalog">Published versions.</param>
/// <param name="reader">Reads rows.</param>
/// <param name="files">The register of received files.</param>
internal sealed class DataLineage(IDatasetCatalog catalog, IDatasetReader reader, PreparedFiles files) : IDataLineage
{
    private const int MostSteps = 8;

    /// <inheritdoc/>
    public async Task<Page<VersionNode>> OfVersionAsync(DatasetVersion version, int depth, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var skip = (int)Math.Min(NumberCursor.Parse(cursor) ?? 0, int.MaxValue);
        var nodes = new List<(DatasetVersion Version, int Depth)> { (version, 0) };
        var seen = new HashSet<Guid> { version.Id };
        var generation = new List<DatasetVersion> { version };
        for (var back = 1; back <= depth && generation.Count > 0 && nodes.Count <= skip + limit; back++)
        {
            Guid[] parents = [.. generation.SelectMany(child => child.Parents).Where(seen.Add)];
            generation = [.. (await catalog.GetAsync(version.Company, parents, cancellationToken)).OrderBy(parent => parent.Dataset, StringComparer.Ordinal).ThenBy(parent => parent.VersionTag, StringComparer.Ordinal)];
            nodes.AddRange(generation.Select(parent => (parent, back)));
        }

        var shown = nodes.Skip(skip).Take(limit).ToList();
        var sources = await files.OfAsync(version.Company, shown.ConvertAll(node => node.Version), cancellationToken);
        var next = nodes.Count > skip + limit ? (skip + limit).ToString(CultureInfo.InvariantCulture) : null;
        return new Page<VersionNode>([.. shown.Select(node => new VersionNode(node.Version, node.Depth, [.. sources[node.Version.Id]]))], next);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RowStep>?> OfRowAsync(DatasetVersion version, string key, CancellationToken cancellationToken)
    {
        var steps = new List<RowStep>();
        while (steps.Count < MostSteps)
        {
            var column = DatasetKeys.Of(version.Dataset) ?? throw new UserErrorException(
                "row_without_key", $"Rows of '{version.Dataset}' have no key to ask for.", "Ask for a row of a master table, of profiles, of an events dataset or of a list.");
            if (await reader.FindAsync(version, column, key, cancellationToken) is not { } row)
                return steps.Count == 0 ? null : steps;
            steps.Add(await StepAsync(version, column, key, row, cancellationToken));
            if (steps[^1].SourceFile is not null || await OriginAsync(version, key, row, cancellationToken) is not { } origin)
                return steps;
            (version, key) = origin;
        }

        return steps;
    }

    private async Task<(DatasetVersion Version, string Key)?> OriginAsync(DatasetVersion version, string key, JsonObject row, CancellationToken cancellationToken)
    {
        var parents = await catalog.GetAsync(version.Company, version.Parents, cancellationToken);
        if (RowOrigin.Of(version.Dataset, key, name => Text(row, name), parents.Select(parent => parent.Dataset)) is not { } origin)
            return null;
        var parent = parents.FirstOrDefault(candidate => string.Equals(candidate.Dataset, origin.Dataset, StringComparison.Ordinal));
        return parent is null || parent.RemovedAt is not null ? null : (parent, origin.Key);
    }

    private async Task<RowStep> StepAsync(DatasetVersion version, string column, string key, JsonObject row, CancellationToken cancellationToken)
    {
        var source = Text(row, "_source_file");
        return new RowStep
        {
            Dataset = version.Dataset,
            VersionTag = version.VersionTag,
            VersionId = version.Id,
            KeyColumn = column,
            Key = key,
            RunId = Text(row, "_run_id") ?? version.ProducedByRunId,
            SourceFile = source,
            SourceLine = row["_source_line"]?.GetValue<long>(),
            File = source is null ? null : await files.FindAsync(version.Company, source, cancellationToken),
        };
    }

    private static string? Text(JsonObject row, string column) => row[column] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
