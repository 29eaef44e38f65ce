using DataHound.Domain.Observability;
using DataHound.Domain.Time;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Backfills;

/// <summary>The register of backfills in Postgres.</summary>
internal sealed class PostgresBackfills(NpgsqlDataSource source, TimeProvider clock, BackfillOptions options) : IBackfills
{
    private const string Select = "SELECT b.id, b.pipeline_name, b.companies, b.stages, b.from_date, b.to_date, b.parallelism, b.status, b.requested_by, b.created_at, b.updated_at FROM control.backfills b";
    private const string SelectStarted = "SELECT p.ordinal, p.company, p.window_date, p.as_of, p.status, p.attempt, p.run_id FROM control.backfill_partitions p";
    private const int ShortestSpan = 1000;
    private static readonly Initiator Tender = new("backfill", Reason: "its backfill was canceled");
    private static readonly DateOnly EarliestDay = new(1900, 1, 1);

    /// <inheritdoc/>
    public async Task<Backfill> StartAsync(BackfillRequest request, CancellationToken cancellationToken)
    {
        Validate(request);
        var now = clock.Now();
        var id = request.Key is null ? Guid.CreateVersion7(now) : DeterministicId.Of("backfill", request.Key);
        var companies = request.Companies.OrderBy(company => company.Company, StringComparer.Ordinal).ToList();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var added = await connection.Command(
            """
            INSERT INTO control.backfills (id, pipeline_name, companies, time_zones, stages, from_date, to_date, parallelism, status, requested_by, created_at, updated_at)
            VALUES (@id, @pipeline, @companies, @zones, @stages, @from, @to, @parallelism, 'running', @by, @now, @now) ON CONFLICT (id) DO NOTHING
            """,
            ("id", id), ("pipeline", request.Pipeline), ("companies", companies.Select(company => company.Company).ToArray()),
            ("zones", companies.Select(company => company.TimeZone).ToArray()), ("stages", request.Stages.ToArray()), ("from", request.From), ("to", request.To), ("parallelism", request.Parallelism), ("by", request.By.Actor), ("now", now)).RunAsync(cancellationToken);
        if (added > 0)
            await AuditWriter.AppendAsync(connection, Acts(id, companies.Select(company => company.Company), "start", request.By), now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (await FindAsync(id, cancellationToken))!;
    }

    /// <inheritdoc/>
    public Task<Backfill?> FindAsync(Guid id, CancellationToken cancellationToken) => source.Command($"{Select} WHERE b.id = @id", ("id", id)).FirstAsync(Read, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<BackfillPartitionStatus, long>> CountAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } backfill)
            return new Dictionary<BackfillPartitionStatus, long>();
        var started = await source.Command("SELECT status, count(*) FROM control.backfill_partitions WHERE backfill_id = @id GROUP BY status", ("id", id)).ListAsync(
            reader => KeyValuePair.Create(EnumWords.Parse<BackfillPartitionStatus>(reader.GetString(0)), reader.GetInt64(1)), cancellationToken);
        var counts = new SortedDictionary<BackfillPartitionStatus, long>(started.ToDictionary());
        if (SizeOf(backfill) - started.Sum(count => count.Value) is > 0 and var untouched)
            counts[UntouchedStatus(backfill)] = counts.GetValueOrDefault(UntouchedStatus(backfill)) + untouched;
        return counts;
    }

    /// <inheritdoc/>
    public async Task<Page<Backfill>> ListAsync(int limit, string? cursor, CancellationToken cancellationToken)
    {
        var after = PageCursor.ParseWithId(cursor);
        var backfills = await source.Command(
            $"{Select} WHERE @at::timestamptz IS NULL OR (b.created_at, b.id) < (@at, @name::uuid) ORDER BY b.created_at DESC, b.id DESC LIMIT @limit",
            ("at", after?.At), ("name", after?.Name), ("limit", limit + 1)).ListAsync(Read, cancellationToken);
        return PageCursor.Cut(backfills, limit, backfill => new PageCursor(backfill.CreatedAt, backfill.Id.ToString()).ToString());
    }

    /// <inheritdoc/>
    public async Task<Page<BackfillPartition>> ListPartitionsAsync(Guid id, BackfillPartitionStatus? status, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var after = NumberCursor.Parse(cursor) ?? 0;
        var found = new List<BackfillPartition>();
        if (await FindAsync(id, cancellationToken) is not { } backfill)
            return new Page<BackfillPartition>(found, null);
        if (status is { } stored && stored != UntouchedStatus(backfill))
        {
            found = await source.Command(
                $"{SelectStarted} WHERE p.backfill_id = @id AND p.ordinal > @after AND p.status = @status ORDER BY p.ordinal LIMIT @limit",
                ("id", id), ("after", after), ("status", stored.Word()), ("limit", limit + 1)).ListAsync(ReadPartition, cancellationToken);
            return PageCursor.Cut(found, limit, CursorOf);
        }

        // A page of all is one span. Of those that were never started, spans that hold few of them are passed over in steps that grow.
        var size = SizeOf(backfill);
        for (var span = status is null ? limit + 1L : Math.Max(limit + 1L, ShortestSpan); after < size && found.Count <= limit; after += span, span *= 2)
        {
            found.AddRange(await source.Command(
                $"{SelectPartitions("generate_series(@after::integer + 1, @last::integer)", "AND p.ordinal > @after AND p.ordinal <= @last")} AND (@status = '' OR coalesce(p.status, @status) = @status) ORDER BY o.ordinal LIMIT @limit",
                ("id", id), ("after", after), ("last", Math.Min(after + span, size)), ("status", status?.Word() ?? ""), ("limit", limit + 1 - found.Count)).ListAsync(ReadPartition, cancellationToken));
        }

        return PageCursor.Cut(found, limit, CursorOf);
    }

    /// <inheritdoc/>
    public async Task<Backfill> ChangeAsync(Guid id, BackfillChange change, Initiator by, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var backfill = await connection.Command($"{Select} WHERE b.id = @id FOR UPDATE", ("id", id)).FirstAsync(Read, cancellationToken)
            ?? throw new UserErrorException("backfill_unknown", "There is no such backfill.", "List the backfills with GET /api/v1/backfills and use one of their ids.");
        var (wanted, allowed) = change switch
        {
            BackfillChange.Pause => (BackfillStatus.Paused, backfill.Status is BackfillStatus.Running),
            BackfillChange.Resume => (BackfillStatus.Running, backfill.Status is BackfillStatus.Paused or BackfillStatus.Failed),
            _ => (BackfillStatus.Canceled, backfill.Status is BackfillStatus.Running or BackfillStatus.Paused or BackfillStatus.Failed),
        };
        if (backfill.Status == wanted)
            return backfill;
        if (!allowed)
            throw new UserErrorException("backfill_finished", $"The backfill is {backfill.Status.Word()}.", "Only a running one is paused, a paused or failed one resumed, and one that has not ended canceled.");
        if (change is BackfillChange.Resume)
            await MoveAsync(connection, id, "UPDATE control.backfill_partitions SET status = 'waiting', attempt = attempt + 1, run_id = NULL, updated_at = @now WHERE backfill_id = @id AND status = 'failed'", now, cancellationToken);
        var acts = Acts(id, backfill.Companies, change.Word(), by);
        if (change is BackfillChange.Cancel)
        {
            await MoveAsync(connection, id, "UPDATE control.backfill_partitions SET status = 'canceled', updated_at = @now WHERE backfill_id = @id AND status IN ('waiting', 'failed')", now, cancellationToken);
            acts.AddRange(await StopRunsAsync(connection, id, by, now, cancellationToken));
        }

        await EndAsync(connection, id, wanted, now, cancellationToken);
        await AuditWriter.AppendAsync(connection, acts, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return backfill with { Status = wanted, UpdatedAt = now };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Backfill>> ListWorkingAsync(int limit, CancellationToken cancellationToken) => await source.Command(
        $"""
        {Select} WHERE b.status = 'running' OR b.id IN (SELECT p.backfill_id FROM control.backfill_partitions p WHERE p.status = 'running')
        ORDER BY b.created_at, b.id LIMIT @limit
        """,
        ("limit", limit)).ListAsync(Read, cancellationToken);

    /// <inheritdoc/>
    public async Task SettleAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.Command(
            """
            UPDATE control.backfill_partitions p
            SET status = CASE WHEN d.status = 'success' THEN 'success' WHEN b.status = 'canceled' THEN 'canceled' ELSE 'failed' END, updated_at = @now
            FROM control.run_details d, control.backfills b
            WHERE p.backfill_id = @id AND p.status = 'running' AND d.run_id = p.run_id AND d.status <> 'running' AND b.id = p.backfill_id
            """,
            ("id", id), ("now", now)).RunAsync(cancellationToken);

        // A run may have been started while its backfill was being canceled.
        if ((await FindAsync(id, cancellationToken))?.Status is BackfillStatus.Canceled)
            await AuditWriter.AppendAsync(connection, await StopRunsAsync(connection, id, Tender, now, cancellationToken), now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BackfillPartition>> NextAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var backfill = await connection.Command($"{Select} WHERE b.id = @id FOR UPDATE", ("id", id)).FirstAsync(Read, cancellationToken);
        if (backfill is not { Status: BackfillStatus.Running })
            return [];

        // Of each company only its first window that is not done: a later one waits for it. Windows that were never started follow the last one that was.
        var pending = await connection.Command(
            $"""
            WITH next AS (
                SELECT coalesce(
                    (SELECT p.ordinal FROM control.backfill_partitions p WHERE p.backfill_id = @id AND p.company = c.company AND p.status IN ('waiting', 'running', 'failed') ORDER BY p.ordinal LIMIT 1),
                    (SELECT p.ordinal + cardinality(@companies) FROM control.backfill_partitions p WHERE p.backfill_id = @id AND p.company = c.company ORDER BY p.window_date DESC LIMIT 1),
                    c.place) AS ordinal
                FROM unnest(@companies) WITH ORDINALITY AS c (company, place))
            {SelectPartitions("next")} AND o.ordinal <= @size ORDER BY o.ordinal
            """,
            ("companies", backfill.Companies.ToArray()), ("id", id), ("size", SizeOf(backfill))).ListAsync(ReadPartition, cancellationToken);
        var room = backfill.Parallelism - pending.Count(partition => partition.Status is BackfillPartitionStatus.Running);
        if (pending.TrueForAll(partition => partition.Status is BackfillPartitionStatus.Failed))
        {
            await EndAsync(connection, id, pending.Count == 0 ? BackfillStatus.Success : BackfillStatus.Failed, clock.Now(), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return [.. pending.Where(partition => partition.Status is BackfillPartitionStatus.Waiting).Take(Math.Max(0, room))];
    }

    /// <inheritdoc/>
    public Task MarkStartedAsync(Guid id, BackfillPartition partition, string runId, CancellationToken cancellationToken) => source.Command(
        """
        INSERT INTO control.backfill_partitions AS p (backfill_id, ordinal, company, window_date, as_of, status, attempt, run_id, updated_at)
        VALUES (@id, @ordinal, @company, @window, @as_of, 'running', @attempt, @run, @now)
        ON CONFLICT (backfill_id, ordinal) DO UPDATE SET status = 'running', run_id = excluded.run_id, updated_at = excluded.updated_at
        WHERE p.attempt = excluded.attempt AND p.run_id IS NULL AND p.status IN ('waiting', 'canceled')
        """,
        ("id", id), ("ordinal", partition.Ordinal), ("company", partition.Company), ("window", partition.Window), ("as_of", partition.AsOf), ("attempt", partition.Attempt), ("run", runId),
        ("now", clock.Now())).RunAsync(cancellationToken);

    /// <summary>
    /// Partitions of some ordinals, each as its row says, or as it follows from the backfill when it was never started: planning so writes one row however many partitions
    /// there are.
    /// </summary>
    /// <param name="ordinals">What gives the ordinals in SQL, with one column.</param>
    /// <param name="bounds">Between which ordinals rows are looked for, so that the index is read from one to the other.</param>
    private static string SelectPartitions(string ordinals, string bounds = "") =>
        $"""
        SELECT o.ordinal::integer, coalesce(p.company, b.companies[o.place]), coalesce(p.window_date, o.day),
            coalesce(p.as_of, ((o.day + 1)::timestamp AT TIME ZONE b.time_zones[o.place]) - interval '1 second'),
            coalesce(p.status, CASE b.status WHEN 'canceled' THEN 'canceled' ELSE 'waiting' END), coalesce(p.attempt, 1), p.run_id
        FROM control.backfills b
        CROSS JOIN LATERAL (
            SELECT s.ordinal, (s.ordinal - 1) % cardinality(b.companies) + 1 AS place, b.from_date + ((s.ordinal - 1) / cardinality(b.companies))::integer AS day FROM {ordinals} AS s (ordinal)) AS o
        LEFT JOIN control.backfill_partitions p ON p.backfill_id = b.id AND p.ordinal = o.ordinal {bounds}
        WHERE b.id = @id
        """;

    private static long SizeOf(Backfill backfill) => (backfill.To.DayNumber - backfill.From.DayNumber + 1L) * backfill.Companies.Count;

    private static BackfillPartitionStatus UntouchedStatus(Backfill backfill) => backfill.Status is BackfillStatus.Canceled ? BackfillPartitionStatus.Canceled : BackfillPartitionStatus.Waiting;

    private static string CursorOf(BackfillPartition partition) => NumberCursor.Of(partition.Ordinal);

    private static async Task<List<AuditAct>> StopRunsAsync(NpgsqlConnection connection, Guid id, Initiator by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var runs = await connection.Command("SELECT run_id FROM control.backfill_partitions WHERE backfill_id = @id AND status = 'running'", ("id", id)).ListAsync(reader => reader.GetString(0), cancellationToken);
        return await RunCancellation.RequestAsync(connection, runs, by, now, cancellationToken);
    }

    private void Validate(BackfillRequest request)
    {
        if (request.To < request.From)
            throw Invalid("The last day is before the first.", "Send the earlier day as from.");
        if (request.From < EarliestDay)
            throw Invalid("The first day is before 1900.", "Send a later day as from, such as 2015-06-01.");
        var now = clock.GetUtcNow();
        if (request.Companies.Any(company => request.To > DateOnly.FromDateTime(CompanyClock.LocalTime(now, TimeZoneInfo.FindSystemTimeZoneById(company.TimeZone)))))
            throw Invalid("The last day has not come yet.", "Send today or an earlier day as to.");
        if (request.Parallelism < 1 || request.Parallelism > options.MaximumParallelism)
            throw Invalid($"The parallelism is not 1 to {options.MaximumParallelism}.", "Send another parallelism, or raise DataHound:Backfill:MaximumParallelism.");
        if ((long)(request.To.DayNumber - request.From.DayNumber + 1) * request.Companies.Count > options.MaximumPartitions)
            throw Invalid($"The backfill has more than {options.MaximumPartitions} partitions.", "Choose fewer days or companies, or raise DataHound:Backfill:MaximumPartitions.");
    }

    private static UserErrorException Invalid(string cause, string nextStep) => new("backfill_invalid", cause, nextStep);

    private static Task MoveAsync(NpgsqlConnection connection, Guid id, string sql, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.Command(sql, ("id", id), ("now", now)).RunAsync(cancellationToken);

    private static Task EndAsync(NpgsqlConnection connection, Guid id, BackfillStatus status, DateTimeOffset now, CancellationToken cancellationToken) => connection.Command(
        "UPDATE control.backfills SET status = @status, updated_at = @now WHERE id = @id", ("id", id), ("status", status.Word()), ("now", now)).RunAsync(cancellationToken);

    private static List<AuditAct> Acts(Guid id, IEnumerable<string> companies, string verb, Initiator by) =>
        [.. companies.Select(company => new AuditAct { Company = company, Action = $"backfill.{verb}", Subject = $"backfill:{id:N}", By = by })];

    private static Backfill Read(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        Pipeline = reader.GetString(1),
        Companies = reader.GetFieldValue<string[]>(2),
        Stages = reader.GetFieldValue<string[]>(3),
        From = reader.GetFieldValue<DateOnly>(4),
        To = reader.GetFieldValue<DateOnly>(5),
        Parallelism = reader.GetInt32(6),
        Status = EnumWords.Parse<BackfillStatus>(reader.GetString(7)),
        RequestedBy = reader.GetString(8),
        CreatedAt = reader.Instant(9),
        UpdatedAt = reader.Instant(10),
    };

    private static BackfillPartition ReadPartition(NpgsqlDataReader reader) => new()
    {
        Ordinal = reader.GetInt32(0),
        Company = reader.GetString(1),
        Window = reader.GetFieldValue<DateOnly>(2),
        AsOf = reader.Instant(3),
        Status = EnumWords.Parse<BackfillPartitionStatus>(reader.GetString(4)),
        Attempt = reader.GetInt32(5),
        RunId = reader.TextOrNull(6),
    };
}
