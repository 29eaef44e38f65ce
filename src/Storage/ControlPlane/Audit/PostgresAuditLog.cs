using System.Globalization;
using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Audit;

/// <summary>The audit log in Postgres.</summary>
internal sealed class PostgresAuditLog(NpgsqlDataSource source, TimeProvider clock) : IAuditLog
{
    private const string Columns = "company, sequence, at, actor, action, subject, before_ref, after_ref, reason, request_id, previous_hash, hash, position";

    /// <inheritdoc/>
    public async Task AppendAsync(AuditAct act, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await AuditWriter.AppendAsync(connection, act, clock.Now(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Page<AuditEntry>> ListAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        var after = PageCursor.Parse(query.Cursor);
        var limit = Math.Clamp(query.Limit, 1, 1000);
        var conditions = new List<string> { "true" };
        if (query.Company is not null)
            conditions.Add("company = @company");
        if (query.Actor is not null)
            conditions.Add("actor = @actor");
        if (query.Action is not null)
            conditions.Add(query.Action.EndsWith('.') ? "starts_with(action, @action)" : "action = @action");
        if (query.Subject is not null)
            conditions.Add("subject = @subject");
        if (query.From is not null)
            conditions.Add("at >= @from");
        if (query.To is not null)
            conditions.Add("at < @to");
        if (after is not null)
            conditions.Add("(at, position) < (@cursorAt, @position)");
        var entries = await source.Command(
            $"SELECT {Columns} FROM control.audit_log WHERE {string.Join(" AND ", conditions)} ORDER BY at DESC, position DESC LIMIT @limit",
            ("company", query.Company), ("actor", query.Actor), ("action", query.Action), ("subject", query.Subject), ("from", query.From), ("to", query.To),
            ("cursorAt", after?.At), ("position", after is null ? null : Position(after)), ("limit", limit + 1))
            .ListAsync(reader => (Entry: Read(reader), Position: reader.GetInt64(12)), cancellationToken);
        var page = PageCursor.Cut(entries, limit, item => new PageCursor(item.Entry.At, item.Position.ToString(CultureInfo.InvariantCulture)).ToString());
        return new Page<AuditEntry>([.. page.Items.Select(item => item.Entry)], page.NextCursor);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AuditChainState>> VerifyAsync(string? company, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);

        // One snapshot, so that an entry appended meanwhile is in both the log and its noted end, or in neither.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var heads = await connection.Command(
            """
            SELECT coalesce(h.company, l.company), coalesce(h.sequence, 0), coalesce(h.hash, @genesis)
            FROM control.audit_heads h FULL JOIN (SELECT DISTINCT company FROM control.audit_log) l USING (company)
            WHERE @company::text IS NULL OR coalesce(h.company, l.company) = @company ORDER BY 1
            """,
            ("company", company), ("genesis", AuditChain.Genesis)).ListAsync(reader => (Company: reader.GetString(0), Head: new AuditHead(reader.GetInt64(1), reader.GetString(2))), cancellationToken);
        var chains = new List<AuditChainState>();
        foreach (var (name, head) in heads)
            chains.Add(await VerifyAsync(connection, name, head, cancellationToken));
        return chains;
    }

    private static async Task<AuditChainState> VerifyAsync(NpgsqlConnection connection, string company, AuditHead noted, CancellationToken cancellationToken)
    {
        var check = new AuditChainCheck();
        await using (var command = connection.Command($"SELECT {Columns} FROM control.audit_log WHERE company = @company ORDER BY sequence", ("company", company)))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (check.Break is null && await reader.ReadAsync(cancellationToken))
                check.Take(Read(reader));
        }

        check.End(noted);
        return new AuditChainState(CompanyOf(company), check.Head, check.Break);
    }

    private static long Position(PageCursor cursor) =>
        long.TryParse(cursor.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : throw PageCursor.Invalid();

    private static string? CompanyOf(string chain) => chain.Length == 0 ? null : chain;

    private static AuditEntry Read(NpgsqlDataReader reader) => new()
    {
        Sequence = reader.GetInt64(1),
        At = reader.Instant(2),
        Act = new AuditAct
        {
            Company = CompanyOf(reader.GetString(0)),
            Action = reader.GetString(4),
            Subject = reader.GetString(5),
            Before = reader.TextOrNull(6),
            After = reader.TextOrNull(7),
            By = new Initiator(reader.GetString(3), reader.TextOrNull(9), reader.TextOrNull(8)),
        },
        PreviousHash = reader.GetString(10),
        Hash = reader.GetString(11),
    };
}
