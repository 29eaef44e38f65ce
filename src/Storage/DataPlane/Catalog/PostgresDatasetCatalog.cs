using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.DataPlane.Catalog;

/// <summary>The catalog of published versions in Postgres.</summary>
internal sealed class PostgresDatasetCatalog(NpgsqlDataSource source) : IDatasetCatalog
{
    /// <inheritdoc/>
    public Task<DatasetVersion?> FindCurrentAsync(string company, string dataset, CancellationToken cancellationToken) => source.Command(
        $"{VersionReader.SelectCurrent} WHERE c.company = @company AND c.dataset_name = @dataset", ("company", company), ("dataset", dataset)).FirstAsync(VersionReader.Read, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, DatasetVersion>> ListCurrentAsync(string company, CancellationToken cancellationToken)
    {
        var versions = await source.Command($"{VersionReader.SelectCurrent} WHERE c.company = @company", ("company", company)).ListAsync(VersionReader.Read, cancellationToken);
        return new SortedDictionary<string, DatasetVersion>(versions.ToDictionary(version => version.Dataset, StringComparer.Ordinal), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DatasetVersion>> GetAsync(string company, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await VersionReader.GetAsync(connection, company, ids, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DatasetVersion>> ListUnmergedAsync(string company, CancellationToken cancellationToken) => await source.Command(
        $"""
        {VersionReader.Select} WHERE d.company = @company AND d.layer = 'silver' AND d.merged_by_run_id IS NULL
        ORDER BY v.created_at, d.dataset_name COLLATE "C", d.sequence
        """,
        ("company", company)).ListAsync(VersionReader.Read, cancellationToken);

    /// <inheritdoc/>
    public Task<DatasetVersion?> FindVersionAsync(string company, string dataset, string versionTag, CancellationToken cancellationToken) => source.Command(
        $"{VersionReader.Select} WHERE v.company = @company AND v.dataset_name = @dataset AND v.version_tag = @tag",
        ("company", company), ("dataset", dataset), ("tag", versionTag)).FirstAsync(VersionReader.Read, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DatasetVersion>> ListLayerAsync(string company, DataLayer layer, string? dataset, CancellationToken cancellationToken) => await source.Command(
        $"""
        {VersionReader.Select} WHERE d.company = @company AND d.layer = @layer AND x.removed_at IS NULL AND (@dataset::text IS NULL OR d.dataset_name IN (@dataset, @dataset || '_' || @layer))
        ORDER BY d.dataset_name COLLATE "C", d.sequence DESC
        """,
        ("company", company), ("layer", layer.Word()), ("dataset", dataset)).ListAsync(VersionReader.Read, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DatasetVersion>> ListVersionsAsync(string company, string dataset, int limit, string? beforeTag, CancellationToken cancellationToken) => await source.Command(
        $"""
        {VersionReader.Select} WHERE d.company = @company AND d.dataset_name = @dataset AND (@before::text IS NULL OR d.sequence < (
            SELECT b.sequence FROM control.dataset_versions bv JOIN control.dataset_version_details b ON b.version_id = bv.id
            WHERE bv.company = @company AND bv.dataset_name = @dataset AND bv.version_tag = @before))
        ORDER BY d.sequence DESC LIMIT @limit
        """,
        ("company", company), ("dataset", dataset), ("before", beforeTag), ("limit", limit)).ListAsync(VersionReader.Read, cancellationToken);
}
