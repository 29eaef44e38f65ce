using DataHound.Domain.Pipelines;
using DataHound.Storage.ControlPlane;
using DataHound.Storage.ControlPlane.Reconciling;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.DataPlane.Catalog;

/// <summary>The history of current versions in Postgres.</summary>
internal sealed class PostgresDatasetHistory(NpgsqlDataSource source, TimeProvider clock, EventReconciler events) : IDatasetHistory
{
    private readonly DatasetRollback _rollback = new(source, clock);

    /// <inheritdoc/>
    public Task<DatasetVersion?> FindAtAsync(string company, string dataset, DateTimeOffset instant, CancellationToken cancellationToken) => source.Command(
        $"""
        {VersionReader.Select} WHERE v.id = (
            SELECT p.version_id FROM control.dataset_publications p WHERE p.company = @company AND p.dataset_name = @dataset AND p.published_at <= @at
            ORDER BY p.published_at DESC, p.id DESC LIMIT 1)
        """,
        ("company", company), ("dataset", dataset), ("at", instant)).FirstAsync(VersionReader.Read, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, DatasetVersion>> ListAtAsync(string company, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var versions = await source.Command(
            $"""
            {VersionReader.Select} JOIN (
                SELECT DISTINCT ON (p.dataset_name) p.version_id FROM control.dataset_publications p WHERE p.company = @company AND p.published_at <= @at
                ORDER BY p.dataset_name, p.published_at DESC, p.id DESC) c ON c.version_id = v.id
            """,
            ("company", company), ("at", instant)).ListAsync(VersionReader.Read, cancellationToken);
        return new SortedDictionary<string, DatasetVersion>(versions.ToDictionary(version => version.Dataset, StringComparer.Ordinal), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async Task<Page<DatasetPublication>> ListPublicationsAsync(string company, string dataset, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var after = NumberCursor.Parse(cursor);
        var rows = await source.Command(
            """
            SELECT p.id, p.version_id, v.version_tag, p.published_at, p.kind, p.run_id, p.actor, p.reason
            FROM control.dataset_publications p JOIN control.dataset_versions v ON v.id = p.version_id
            WHERE p.company = @company AND p.dataset_name = @dataset AND (@after::bigint IS NULL OR p.id < @after)
            ORDER BY p.id DESC LIMIT @limit
            """,
            ("company", company), ("dataset", dataset), ("after", after), ("limit", limit + 1)).ListAsync(Read, cancellationToken);
        var page = PageCursor.Cut(rows, limit, row => NumberCursor.Of(row.Id));
        return new Page<DatasetPublication>([.. page.Items.Select(row => row.Publication)], page.NextCursor);
    }

    /// <inheritdoc/>
    public async Task<RollbackResult> RollBackAsync(RollbackRequest request, CancellationToken cancellationToken)
    {
        var result = await _rollback.RollBackAsync(request, cancellationToken);
        if (DatasetNames.IsEvents(request.Dataset))
            await events.ReconcileAsync(request.Company, new DriftFindings(maximum: 0), cancellationToken);
        return result;
    }

    private static (long Id, DatasetPublication Publication) Read(NpgsqlDataReader reader) => (reader.GetInt64(0), new DatasetPublication
    {
        VersionId = reader.GetGuid(1),
        VersionTag = reader.GetString(2),
        PublishedAt = reader.Instant(3),
        Kind = EnumWords.Parse<PublicationKind>(reader.GetString(4)),
        RunId = reader.TextOrNull(5),
        Actor = reader.GetString(6),
        Reason = reader.TextOrNull(7),
    });
}
