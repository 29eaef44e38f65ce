using DataHound.Domain.Quality;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.DataPlane.Retention;

/// <summary>The marks of retention in Postgres. Everything runs in the caller's transaction, which holds the company's publishing lock.</summary>
internal sealed class RetentionRegister(NpgsqlConnection connection, string company)
{
    /// <summary>All versions that were not removed, and since when a run of the company is active.</summary>
    public async Task<(IReadOnlyList<VersionFacts> Versions, DateTimeOffset? ActiveSince)> ReadAsync(CancellationToken cancellationToken)
    {
        var active = await connection.Command("SELECT min(started_at) FROM control.run_companies WHERE company = @company AND status = 'running'", ("company", company)).ScalarAsync<DateTime?>(cancellationToken);
        var versions = await connection.Command(
            """
            WITH spans AS (
                SELECT version_id, lead(published_at) OVER (PARTITION BY dataset_name ORDER BY published_at, id) AS ended FROM control.dataset_publications WHERE company = @company),
            used AS (SELECT version_id, max(ended) AS ended FROM spans GROUP BY version_id),
            pinned AS (
                SELECT DISTINCT i::uuid AS version_id FROM control.stage_plans p JOIN control.run_companies c USING (run_id, company)
                    CROSS JOIN jsonb_array_elements(p.plan_json -> 'units') AS u CROSS JOIN jsonb_array_elements_text(u -> 'input_versions') AS i
                WHERE p.company = @company AND c.status = 'running')
            SELECT d.version_id, d.dataset_name, d.sequence, v.created_at, CASE WHEN c.version_id IS NULL THEN coalesce(u.ended, v.created_at) END, d.layer = 'quarantine',
                d.layer = 'bronze' OR (d.layer = 'silver' AND d.merged_by_run_id IS NULL) OR n.version_id IS NOT NULL, d.parents
            FROM control.dataset_version_details d JOIN control.dataset_versions v ON v.id = d.version_id
                LEFT JOIN used u USING (version_id) LEFT JOIN pinned n USING (version_id) LEFT JOIN control.version_removals x USING (version_id)
                LEFT JOIN control.dataset_current c ON c.version_id = d.version_id
            WHERE d.company = @company AND x.removed_at IS NULL
            """,
            ("company", company)).ListAsync(Read, cancellationToken);
        return (versions, active is { } since ? new DateTimeOffset(since, TimeSpan.Zero) : null);
    }

    /// <summary>Marks what is removable and takes the mark from what is not any more.</summary>
    /// <returns>How many were marked anew.</returns>
    public async Task<int> MarkAsync(IReadOnlySet<Guid> removable, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = removable.ToArray();
        await connection.Command("DELETE FROM control.version_removals WHERE company = @company AND removed_at IS NULL AND version_id <> ALL (@ids)", ("company", company), ("ids", ids)).RunAsync(cancellationToken);
        return await connection.Command(
            "INSERT INTO control.version_removals (version_id, company, marked_at) SELECT unnest(@ids), @company, @now ON CONFLICT DO NOTHING",
            ("ids", ids), ("company", company), ("now", now)).RunAsync(cancellationToken);
    }

    /// <summary>The removable versions that were marked before an instant.</summary>
    public async Task<IReadOnlyList<Guid>> RipeAsync(IReadOnlySet<Guid> removable, DateTimeOffset before, CancellationToken cancellationToken) => await connection.Command(
        "SELECT version_id FROM control.version_removals WHERE company = @company AND removed_at IS NULL AND marked_at <= @before AND version_id = ANY (@ids) ORDER BY version_id",
        ("company", company), ("before", before), ("ids", removable.ToArray())).ListAsync(reader => reader.GetGuid(0), cancellationToken);

    /// <summary>From now on the versions cannot be read, and the objects that only they name are condemned. Their rows stay, for lineage.</summary>
    public async Task RemoveAsync(IReadOnlyList<Guid> ripe, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = ripe.ToArray();
        await connection.Command("UPDATE control.version_removals SET removed_at = @now WHERE version_id = ANY (@ids)", ("now", now), ("ids", ids)).RunAsync(cancellationToken);
        await connection.Command(
            """
            WITH named AS (
                SELECT f ->> 'path' AS path FROM control.dataset_version_details d LEFT JOIN control.version_removals x USING (version_id) CROSS JOIN jsonb_array_elements(d.files_json) AS f
                WHERE d.company = @company AND x.removed_at IS NULL),
            gone AS (
                SELECT f ->> 'path' AS path, (f ->> 'bytes')::bigint AS bytes FROM control.dataset_version_details d CROSS JOIN jsonb_array_elements(d.files_json) AS f WHERE d.version_id = ANY (@ids)
                UNION ALL
                SELECT o.result_json #>> '{details,csv}', 0 FROM control.dataset_version_details d JOIN control.dataset_versions v ON v.id = d.version_id
                    JOIN control.stage_outputs o ON o.run_id = v.produced_by_run_id AND o.company = d.company AND o.stage = d.stage
                WHERE d.version_id = ANY (@ids) AND d.dataset_name = 'list_' || o.unit AND o.result_json #>> '{details,csv}' IS NOT NULL)
            INSERT INTO control.garbage_objects (path, company, bytes, reason, condemned_at)
            SELECT path, @company, max(bytes), 'version_removed', @now FROM gone WHERE path NOT IN (SELECT path FROM named) GROUP BY path
            ON CONFLICT DO NOTHING
            """,
            ("company", company), ("now", now), ("ids", ids)).RunAsync(cancellationToken);
    }

    /// <summary>Condemns objects that stages left behind.</summary>
    public Task CondemnAsync(IReadOnlyList<StoredObject> orphans, DateTimeOffset now, CancellationToken cancellationToken) => connection.Command(
        """
        INSERT INTO control.garbage_objects (path, company, bytes, reason, condemned_at)
        SELECT o.path, @company, o.bytes, 'orphan', @now FROM unnest(@paths, @bytes) AS o (path, bytes) ON CONFLICT DO NOTHING
        """,
        ("company", company), ("now", now), ("paths", orphans.Select(orphan => orphan.Path).ToArray()), ("bytes", orphans.Select(orphan => orphan.Bytes).ToArray())).RunAsync(cancellationToken);

    /// <summary>Condemned objects whose delay is over, after a path.</summary>
    public Task<List<(string Path, long Bytes, string Reason)>> DueAsync(DateTimeOffset before, string after, int limit, CancellationToken cancellationToken) => connection.Command(
        """
        SELECT path, bytes, reason FROM control.garbage_objects WHERE company = @company AND condemned_at <= @before AND path COLLATE "C" > @after
        ORDER BY path COLLATE "C" LIMIT @limit
        """,
        ("company", company), ("before", before), ("after", after), ("limit", limit)).ListAsync(reader => (reader.GetString(0), reader.GetInt64(1), reader.GetString(2)), cancellationToken);

    /// <summary>Forgets condemned objects: they are gone, or were named again.</summary>
    public Task ForgetAsync(IEnumerable<string> paths, CancellationToken cancellationToken) =>
        connection.Command("DELETE FROM control.garbage_objects WHERE path = ANY (@paths)", ("paths", paths.ToArray())).RunAsync(cancellationToken);

    private static VersionFacts Read(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        Dataset = reader.GetString(1),
        Sequence = reader.GetInt32(2),
        CreatedAt = reader.Instant(3),
        EndedAt = reader.InstantOrNull(4),
        IsQuarantine = reader.GetBoolean(5),
        IsNeeded = reader.GetBoolean(6),
        Parents = reader.GetFieldValue<Guid[]>(7),
    };
}
