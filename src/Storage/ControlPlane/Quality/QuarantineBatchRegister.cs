using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.Quality;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Quality;

/// <summary>The replays of quarantined rows, in Postgres.</summary>
internal static class QuarantineBatchRegister
{
    private const string Select =
        """
        SELECT b.id, b.company, b.status, b.request_json, b.requested_by, b.reason, b.rows, b.left_open, b.run_id, b.created_at, (
            SELECT coalesce(jsonb_agg(jsonb_build_object('file', r.replay_file, 'rows', r.rows, 'prepared_by_run_id', (
                SELECT f.prepared_by_run_id FROM control.received_files f
                WHERE f.company = b.company AND f.delivery = split_part(r.replay_file, '/', 1) AND f.source = 'quarantine' LIMIT 1)) ORDER BY r.replay_file), '[]')
            FROM (SELECT replay_file, count(*) AS rows FROM control.quarantine_rows WHERE batch_id = b.id AND replay_file IS NOT NULL GROUP BY replay_file) r)
        FROM control.quarantine_batches b
        """;

    /// <summary>Records a replay with as many rows as it took.</summary>
    public static Task InsertAsync(NpgsqlConnection connection, Guid id, QuarantineReplayRequest request, DateTimeOffset now, CancellationToken cancellationToken) => connection.Command(
        """
        INSERT INTO control.quarantine_batches (id, company, status, request_json, requested_by, reason, rows, left_open, created_at, updated_at)
        VALUES (@id, @company, 'claimed', @request::jsonb, @by, @reason, 0, 0, @now, @now)
        """,
        ("id", id), ("company", request.Company), ("request", ControlJson.Write(request.Run)), ("by", request.By.Actor), ("reason", request.By.Reason!), ("now", now)).RunAsync(cancellationToken);

    /// <summary>Moves a replay on.</summary>
    public static Task MoveAsync(NpgsqlConnection connection, Guid id, QuarantineReplayStatus status, long rows, long leftOpen, DateTimeOffset now, CancellationToken cancellationToken) => connection.Command(
        "UPDATE control.quarantine_batches SET status = @status, rows = @rows, left_open = @left, updated_at = @now WHERE id = @id",
        ("id", id), ("status", status.Word()), ("rows", rows), ("left", leftOpen), ("now", now)).RunAsync(cancellationToken);

    /// <summary>Notes the run of a replay; the first one stays.</summary>
    public static Task MarkStartedAsync(NpgsqlDataSource source, string company, Guid id, string runId, DateTimeOffset now, CancellationToken cancellationToken) => source.Command(
        "UPDATE control.quarantine_batches SET status = 'started', run_id = @run, updated_at = @now WHERE id = @id AND company = @company AND status = 'received'",
        ("id", id), ("company", company), ("run", runId), ("now", now)).RunAsync(cancellationToken);

    /// <summary>A replay, or null.</summary>
    public static Task<QuarantineReplay?> FindAsync(NpgsqlConnection connection, string company, Guid id, CancellationToken cancellationToken) =>
        connection.Command($"{Select} WHERE b.id = @id AND b.company = @company", ("id", id), ("company", company)).FirstAsync(Read, cancellationToken);

    /// <summary>A company's replays, newest first.</summary>
    public static async Task<Page<QuarantineReplay>> ListAsync(NpgsqlDataSource source, string company, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var after = PageCursor.ParseWithId(cursor);
        var replays = await source.Command(
            $"{Select} WHERE b.company = @company AND (@at::timestamptz IS NULL OR (b.created_at, b.id) < (@at, @name::uuid)) ORDER BY b.created_at DESC, b.id DESC LIMIT @limit",
            ("company", company), ("at", after?.At), ("name", after?.Name), ("limit", limit + 1)).ListAsync(Read, cancellationToken);
        return PageCursor.Cut(replays, limit, replay => new PageCursor(replay.CreatedAt, replay.Id.ToString()).ToString());
    }

    /// <summary>Replays whose run is not started, oldest first.</summary>
    public static async Task<IReadOnlyList<QuarantineReplay>> ListUnfinishedAsync(NpgsqlDataSource source, DateTimeOffset before, int limit, CancellationToken cancellationToken) => await source.Command(
        $"{Select} WHERE b.status IN ('claimed', 'received') AND b.created_at < @before ORDER BY b.created_at, b.id LIMIT @limit", ("before", before), ("limit", limit)).ListAsync(Read, cancellationToken);

    private static QuarantineReplay Read(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        Company = reader.GetString(1),
        Status = EnumWords.Parse<QuarantineReplayStatus>(reader.GetString(2)),
        Run = ControlJson.Read<QuarantineReplayRun>(reader.GetString(3)),
        RequestedBy = reader.GetString(4),
        Reason = reader.GetString(5),
        Rows = reader.GetInt64(6),
        LeftOpen = reader.GetInt64(7),
        RunId = reader.TextOrNull(8),
        CreatedAt = reader.Instant(9),
        Files = ControlJson.Read<QuarantineReplayFile[]>(reader.GetString(10)),
    };
}
