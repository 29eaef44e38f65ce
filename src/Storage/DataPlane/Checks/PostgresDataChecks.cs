using System.Globalization;
using System.Text.Json.Nodes;
using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Reconciling;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane.Retention;
using DataHound.Storage.DataPlane.Verification;
using Npgsql;

namespace DataHound.Storage.DataPlane.Checks;

/// <summary>The register of checks in Postgres.</summary>
internal sealed class PostgresDataChecks(NpgsqlDataSource source, TimeProvider clock, GarbageCollector collector, DataVerifier verifier, Reconciler reconciler) : IDataChecks
{
    private const string Select =
        """
        SELECT c.id, c.kind, c.status, c.request_json, c.requested_by, c.started_at, c.finished_at, c.error_json,
            (SELECT coalesce(jsonb_object_agg(r.company, r.report_json), '{}') FROM control.data_check_companies r WHERE r.check_id = c.id)
        FROM control.data_checks c
        """;

    /// <inheritdoc/>
    public async Task<DataCheck> StartAsync(DataCheckKind kind, DataCheckRequest request, Initiator by, CancellationToken cancellationToken)
    {
        var id = request.Key is null ? Guid.CreateVersion7(clock.GetUtcNow()) : DeterministicId.Of("check", request.Key);
        var now = clock.Now();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (kind is DataCheckKind.Reconciliation)
            await connection.Command("DELETE FROM control.data_checks WHERE kind = 'reconciliation' AND finished_at < @before", ("before", now - reconciler.KeepReports)).RunAsync(cancellationToken);
        var added = await connection.Command(
            "INSERT INTO control.data_checks (id, kind, status, request_json, requested_by, started_at) VALUES (@id, @kind, 'running', @request::jsonb, @by, @now) ON CONFLICT (id) DO NOTHING",
            ("id", id), ("kind", kind.Word()), ("request", ControlJson.Write(request)), ("by", by.Actor), ("now", now)).RunAsync(cancellationToken);
        if (added == 0)
            return (await FindAsync(id, cancellationToken))!;
        await AuditWriter.AppendAsync(
            connection, [.. request.Companies.Select(company => new AuditAct { Company = company, Action = $"{kind.Word()}.start", Subject = $"check:{id:N}", By = by })], now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (await FindAsync(id, cancellationToken))!;
    }

    /// <inheritdoc/>
    public async Task WorkAsync(Guid id, string company, CancellationToken cancellationToken)
    {
        var check = await FindAsync(id, cancellationToken) ?? throw new KeyNotFoundException($"There is no check {id}.");
        var outcome = check.Kind switch
        {
            DataCheckKind.Collection => await collector.CollectAsync(company, holder: id.ToString("N"), check.Request.DryRun, cancellationToken),
            DataCheckKind.Reconciliation => await reconciler.ReconcileAsync(company, cancellationToken),
            _ => await verifier.VerifyAsync(company, check.Request.Dataset, check.Request.CurrentOnly, cancellationToken),
        };
        await SaveAsync(check, company, outcome, cancellationToken);
    }

    /// <inheritdoc/>
    public Task FinishAsync(Guid id, UserError? error, CancellationToken cancellationToken) => source.Command(
        "UPDATE control.data_checks SET status = @status, finished_at = @now, error_json = @error::jsonb WHERE id = @id AND status = 'running'",
        ("id", id), ("status", (error is null ? RunStatus.Success : RunStatus.Failed).Word()), ("now", clock.Now()), ("error", error is null ? null : ControlJson.Write(error))).RunAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<DataCheck?> FindAsync(Guid id, CancellationToken cancellationToken) => source.Command($"{Select} WHERE c.id = @id", ("id", id)).FirstAsync(Read, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DataCheck>> ListWorkingAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => await source.Command(
        $"{Select} WHERE c.status = 'running' AND c.started_at < @before ORDER BY c.started_at, c.id LIMIT @limit", ("before", before), ("limit", limit)).ListAsync(Read, cancellationToken);

    /// <inheritdoc/>
    public async Task<Page<DataCheck>> ListAsync(DataCheckKind kind, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var after = PageCursor.ParseWithId(cursor);
        var checks = await source.Command(
            $"{Select} WHERE c.kind = @kind AND (@at::timestamptz IS NULL OR (c.started_at, c.id) < (@at, @name::uuid)) ORDER BY c.started_at DESC, c.id DESC LIMIT @limit",
            ("kind", kind.Word()), ("at", after?.At), ("name", after?.Name), ("limit", limit + 1)).ListAsync(Read, cancellationToken);
        return PageCursor.Cut(checks, limit, check => new PageCursor(check.StartedAt, check.Id.ToString()).ToString());
    }

    /// <inheritdoc/>
    public async Task<Page<FoundItem>> ListFindingsAsync(Guid id, string? kind, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var (company, ordinal) = After(cursor);
        var rows = await source.Command(
            """
            SELECT company, ordinal, kind, path, version_id, detail_json FROM control.data_check_findings
            WHERE check_id = @id AND (@kind::text IS NULL OR kind = @kind) AND (@company::text IS NULL OR (company COLLATE "C", ordinal) > (@company, @ordinal))
            ORDER BY company COLLATE "C", ordinal LIMIT @limit
            """,
            ("id", id), ("kind", kind), ("company", company), ("ordinal", ordinal), ("limit", limit + 1)).ListAsync(
                reader => (Ordinal: reader.GetInt32(1), Item: new FoundItem(reader.GetString(0), new CheckFinding
                {
                    Kind = reader.GetString(2),
                    Path = reader.GetString(3),
                    VersionId = reader.IsDBNull(4) ? null : reader.GetGuid(4),
                    Detail = JsonNode.Parse(reader.GetString(5))!.AsObject(),
                })),
                cancellationToken);
        var page = PageCursor.Cut(rows, limit, row => string.Create(CultureInfo.InvariantCulture, $"{row.Item.Company}:{row.Ordinal}"));
        return new Page<FoundItem>([.. page.Items.Select(row => row.Item)], page.NextCursor);
    }

    private async Task SaveAsync(DataCheck check, string company, CheckOutcome outcome, CancellationToken cancellationToken)
    {
        var (id, now) = (check.Id, clock.Now());
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.Command("DELETE FROM control.data_check_findings WHERE check_id = @id AND company = @company", ("id", id), ("company", company)).RunAsync(cancellationToken);
        await connection.Command(
            """
            INSERT INTO control.data_check_companies (check_id, company, report_json, finished_at) VALUES (@id, @company, @report::jsonb, @now)
            ON CONFLICT (check_id, company) DO UPDATE SET report_json = excluded.report_json, finished_at = excluded.finished_at
            """,
            ("id", id), ("company", company), ("report", outcome.Report.ToJsonString()), ("now", now)).RunAsync(cancellationToken);
        await connection.Command(
            """
            INSERT INTO control.data_check_findings (check_id, company, ordinal, kind, path, version_id, detail_json)
            SELECT @id, @company, f.ordinal, f.kind, f.path, f.version_id, f.detail::jsonb
            FROM unnest(@kinds, @paths, @versions, @details) WITH ORDINALITY AS f (kind, path, version_id, detail, ordinal)
            """,
            ("id", id), ("company", company), ("kinds", outcome.Findings.Select(finding => finding.Kind).ToArray()), ("paths", outcome.Findings.Select(finding => finding.Path).ToArray()),
            ("versions", outcome.Findings.Select(finding => finding.VersionId).ToArray()), ("details", outcome.Findings.Select(finding => finding.Detail.ToJsonString()).ToArray())).RunAsync(cancellationToken);
        await CheckNotices.WriteAsync(connection, check, company, outcome, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static (string? Company, int? Ordinal) After(string? cursor)
    {
        if (cursor is null)
            return (null, null);
        var colon = cursor.LastIndexOf(':');
        return colon > 0 && int.TryParse(cursor.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) ? (cursor[..colon], ordinal) : throw PageCursor.Invalid();
    }

    private static DataCheck Read(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        Kind = EnumWords.Parse<DataCheckKind>(reader.GetString(1)),
        Status = EnumWords.Parse<RunStatus>(reader.GetString(2)),
        Request = ControlJson.Read<DataCheckRequest>(reader.GetString(3)),
        RequestedBy = reader.GetString(4),
        StartedAt = reader.Instant(5),
        FinishedAt = reader.InstantOrNull(6),
        Error = RunReader.Error(reader, 7),
        Reports = new SortedDictionary<string, JsonObject>(ControlJson.Read<Dictionary<string, JsonObject>>(reader.GetString(8)), StringComparer.Ordinal),
    };
}
