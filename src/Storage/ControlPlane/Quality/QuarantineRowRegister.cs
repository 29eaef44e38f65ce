using System.Globalization;
using DataHound.Domain.Observability;
using DataHound.Domain.Quality;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.Quality;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Quality;

/// <summary>What became of quarantined rows, in Postgres: only rows that somebody touched have an entry.</summary>
internal static class QuarantineRowRegister
{
    private const string Rows = "unnest(@versions, @numbers) AS n (version_id, row_number)";

    /// <summary>Makes changes of a company's rows go one after another, until the transaction ends.</summary>
    public static Task LockAsync(NpgsqlConnection connection, string company, CancellationToken cancellationToken) => connection.LockAsync($"quarantine:{company}", cancellationToken);

    /// <summary>Rows that are not open.</summary>
    public static Task<List<QuarantineRowId>> ListClosedAsync(NpgsqlDataSource source, string company, string? dataset, CancellationToken cancellationToken) => source.Command(
        "SELECT version_id, row_number FROM control.quarantine_rows WHERE company = @company AND state <> 'open' AND (@dataset::text IS NULL OR dataset_name = @dataset)",
        ("company", company), ("dataset", dataset)).ListAsync(ReadId, cancellationToken);

    /// <summary>What became of rows; those that nobody touched are left out.</summary>
    public static async Task<Dictionary<QuarantineRowId, QuarantineRowStatus>> FindAsync(NpgsqlDataSource source, string company, IReadOnlyList<QuarantineRowId> rows, CancellationToken cancellationToken) =>
        new(await source.Command(
            $"""
            SELECT q.version_id, q.row_number, q.state, q.cells_json, q.changed_by, q.reason, q.batch_id, q.replay_file, q.replay_record
            FROM control.quarantine_rows q JOIN {Rows} USING (version_id, row_number) WHERE q.company = @company
            """,
            ("company", company), ("versions", Versions(rows)), ("numbers", Numbers(rows))).ListAsync(
                reader => KeyValuePair.Create(ReadId(reader), new QuarantineRowStatus
                {
                    State = EnumWords.Parse<QuarantineRowState>(reader.GetString(2)),
                    Cells = reader.TextOrNull(3) is { } cells ? ControlJson.Read<CorrectedCell[]>(cells) : [],
                    ChangedBy = reader.GetString(4),
                    Reason = reader.GetString(5),
                    ReplayId = reader.IsDBNull(6) ? null : reader.GetGuid(6),
                    ReplayFile = reader.TextOrNull(7),
                    ReplayRecord = reader.IsDBNull(8) ? null : reader.GetInt64(8),
                }),
                cancellationToken));

    /// <summary>Which quarantined rows records of replays' files were before.</summary>
    public static async Task<Dictionary<(string File, long Record), QuarantineRowId>> FindOriginsAsync(
        NpgsqlDataSource source, string company, IReadOnlyList<(string File, long Record)> records, CancellationToken cancellationToken) =>
        new(await source.Command(
            """
            SELECT q.version_id, q.row_number, q.replay_file, q.replay_record FROM control.quarantine_rows q
            JOIN unnest(@files, @records) AS n (replay_file, replay_record) USING (replay_file, replay_record) WHERE q.company = @company
            """,
            ("company", company), ("files", records.Select(record => record.File).ToArray()), ("records", records.Select(record => record.Record).ToArray())).ListAsync(
                reader => KeyValuePair.Create((reader.GetString(2), reader.GetInt64(3)), ReadId(reader)), cancellationToken));

    /// <summary>Moves open rows on to another state.</summary>
    /// <returns>How many were open.</returns>
    public static Task<int> CloseAsync(
        NpgsqlConnection connection, string company, IReadOnlyList<QuarantinedRow> rows, QuarantineRowState state, Guid? batch, Initiator by, DateTimeOffset now, CancellationToken cancellationToken) => connection.Command(
        """
        INSERT INTO control.quarantine_rows AS q (version_id, row_number, company, dataset_name, state, changed_by, reason, batch_id, updated_at)
        SELECT n.version_id, n.row_number, @company, n.dataset_name, @state, @by, @reason, @batch::uuid, @now FROM unnest(@versions, @numbers, @datasets) AS n (version_id, row_number, dataset_name)
        ON CONFLICT (version_id, row_number) DO UPDATE
        SET state = excluded.state, changed_by = excluded.changed_by, reason = excluded.reason, batch_id = excluded.batch_id, updated_at = excluded.updated_at
        WHERE q.state = 'open'
        """,
        ("company", company), ("state", state.Word()), ("by", by.Actor), ("reason", by.Reason!), ("batch", batch), ("now", now),
        ("versions", rows.Select(row => row.Id.VersionId).ToArray()), ("numbers", rows.Select(row => row.Id.Number).ToArray()), ("datasets", rows.Select(row => row.Dataset).ToArray())).RunAsync(cancellationToken);

    /// <summary>Keeps corrections of open rows.</summary>
    /// <returns>How many rows were open.</returns>
    public static Task<int> CorrectAsync(
        NpgsqlConnection connection, string company, IReadOnlyList<(QuarantinedRow Row, IReadOnlyList<CorrectedCell> Cells)> rows, Initiator by, DateTimeOffset now, CancellationToken cancellationToken) => connection.Command(
        """
        INSERT INTO control.quarantine_rows AS q (version_id, row_number, company, dataset_name, state, cells_json, changed_by, reason, updated_at)
        SELECT n.version_id, n.row_number, @company, n.dataset_name, 'open', n.cells::jsonb, @by, @reason, @now
        FROM unnest(@versions, @numbers, @datasets, @cells) AS n (version_id, row_number, dataset_name, cells)
        ON CONFLICT (version_id, row_number) DO UPDATE
        SET cells_json = excluded.cells_json, changed_by = excluded.changed_by, reason = excluded.reason, updated_at = excluded.updated_at
        WHERE q.state = 'open'
        """,
        ("company", company), ("by", by.Actor), ("reason", by.Reason!), ("now", now), ("versions", rows.Select(row => row.Row.Id.VersionId).ToArray()),
        ("numbers", rows.Select(row => row.Row.Id.Number).ToArray()), ("datasets", rows.Select(row => row.Row.Dataset).ToArray()),
        ("cells", rows.Select(row => ControlJson.Write(row.Cells)).ToArray())).RunAsync(cancellationToken);

    /// <summary>Notes where the rows of a batch stand in its files, and opens again those that could not be written.</summary>
    public static async Task PlaceAsync(NpgsqlConnection connection, Guid batch, IReadOnlyList<(QuarantineRowId Row, string File, long Record)> placed, CancellationToken cancellationToken)
    {
        await connection.Command(
            """
            UPDATE control.quarantine_rows q SET replay_file = n.file, replay_record = n.record
            FROM unnest(@versions, @numbers, @files, @records) AS n (version_id, row_number, file, record)
            WHERE q.version_id = n.version_id AND q.row_number = n.row_number AND q.batch_id = @batch
            """,
            ("batch", batch), ("versions", placed.Select(row => row.Row.VersionId).ToArray()), ("numbers", placed.Select(row => row.Row.Number).ToArray()),
            ("files", placed.Select(row => row.File).ToArray()), ("records", placed.Select(row => row.Record).ToArray())).RunAsync(cancellationToken);
        await connection.Command("UPDATE control.quarantine_rows SET state = 'open', batch_id = NULL WHERE batch_id = @batch AND replay_file IS NULL", ("batch", batch)).RunAsync(cancellationToken);
    }

    /// <summary>The rows of a batch with their corrections.</summary>
    public static Task<List<(QuarantineRowId Id, IReadOnlyList<CorrectedCell> Cells)>> ListBatchAsync(NpgsqlConnection connection, Guid batch, CancellationToken cancellationToken) => connection.Command(
        "SELECT version_id, row_number, cells_json FROM control.quarantine_rows WHERE batch_id = @batch ORDER BY version_id, row_number", ("batch", batch)).ListAsync(
            reader => (ReadId(reader), (IReadOnlyList<CorrectedCell>)(reader.TextOrNull(2) is { } cells ? ControlJson.Read<CorrectedCell[]>(cells) : [])), cancellationToken);

    /// <summary>How the audit log names a row.</summary>
    public static string Subject(QuarantineRowId row) => $"quarantine:{row.ToString()}";

    /// <summary>How the audit log names what happened to many rows.</summary>
    public static string Count(long rows) => string.Create(CultureInfo.InvariantCulture, $"{rows} rows");

    private static QuarantineRowId ReadId(NpgsqlDataReader reader) => new(reader.GetGuid(0), reader.GetInt64(1));

    private static Guid[] Versions(IReadOnlyList<QuarantineRowId> rows) => [.. rows.Select(row => row.VersionId)];

    private static long[] Numbers(IReadOnlyList<QuarantineRowId> rows) => [.. rows.Select(row => row.Number)];
}
