using System.Text.Json;
using DataHound.Storage.ControlPlane;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using Npgsql;

namespace DataHound.Storage.Ingestion;

/// <summary>The register of received files in Postgres, their bytes in the object store.</summary>
/// <param name="source">The database.</param>
/// <param name="objects">Where the bytes go.</param>
/// <param name="clock">Says when a file was received.</param>
/// <param name="incomingFolder">A local folder for bytes on their way.</param>
internal sealed class PostgresReceivedFiles(NpgsqlDataSource source, IObjectStore objects, TimeProvider clock, string incomingFolder) : IReceivedFiles
{
    private const string Columns = "f.id, f.company, f.delivery, f.name, f.object_path, f.sha256, f.bytes, f.received_at, f.status, f.dataset_name, f.same_as, f.reason";

    /// <summary>Deliveries order by their first file; files of a delivery by name; and the same name twice by arrival.</summary>
    private const string SelectInOrder =
        $"""
        SELECT {Columns} FROM control.received_files f
        JOIN LATERAL (SELECT min(sequence) AS first FROM control.received_files o WHERE o.company = f.company AND o.delivery = f.delivery) AS delivered ON true
        """;

    private const string InOrder = "ORDER BY delivered.first, f.name COLLATE \"C\", f.sequence";

    /// <inheritdoc/>
    public async Task<ReceiveResult> ReceiveAsync(ReceiveFile request, Stream content, CancellationToken cancellationToken)
    {
        ReceivedFileNames.Check(request);
        using var incoming = await IncomingFile.TakeAsync(content, incomingFolder, request.MaximumBytes, cancellationToken);
        var id = DeterministicId.Of("received-file", request.Company, request.Delivery, request.Name, incoming.Sha256);
        if (await FindAsync(id, cancellationToken) is { } known)
            return new ReceiveResult(known, Created: false);

        var now = clock.Now();
        var stored = await objects.PublishFileAsync(ReceivedFileNames.ObjectPath(request, id), incoming.Path, cancellationToken);
        await WriteReceiptAsync(request, id, incoming, now, cancellationToken);
        var created = await source.Command(
            """
            INSERT INTO control.received_files (id, company, delivery, name, object_path, sha256, bytes, source, received_at)
            VALUES (@id, @company, @delivery, @name, @path, @sha256, @bytes, @source, @now)
            ON CONFLICT DO NOTHING
            """,
            ("id", id), ("company", request.Company), ("delivery", request.Delivery), ("name", request.Name), ("path", stored.Path), ("sha256", incoming.Sha256),
            ("bytes", incoming.Bytes), ("source", request.Source), ("now", now)).RunAsync(cancellationToken);
        return new ReceiveResult((await FindAsync(id, cancellationToken))!, created > 0);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReceivedFile>> ListNewAsync(string company, CancellationToken cancellationToken) =>
        await source.Command($"{SelectInOrder} WHERE f.company = @company AND f.status IS NULL {InOrder}", ("company", company)).ListAsync(Read, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReceivedFile>> ListUnpreparedAsync(string company, CancellationToken cancellationToken) => await source.Command(
        $"{SelectInOrder} WHERE f.company = @company AND f.status = 'ok' AND f.prepared_by_run_id IS NULL {InOrder}", ("company", company)).ListAsync(Read, cancellationToken);

    /// <inheritdoc/>
    public Task<ReceivedFile?> FindEarlierAsync(ReceivedFile file, CancellationToken cancellationToken) => source.Command(
        $"""
        SELECT {Columns} FROM control.received_files f
        WHERE f.company = @company AND f.sha256 = @sha256 AND f.source <> @quarantine
            AND f.sequence < (SELECT sequence FROM control.received_files WHERE id = @id AND source <> @quarantine)
        ORDER BY f.sequence LIMIT 1
        """,
        ("company", file.Company), ("sha256", file.Sha256), ("id", file.Id), ("quarantine", ReceiveFile.QuarantineSource)).FirstAsync(Read, cancellationToken);

    /// <inheritdoc/>
    public async Task<Page<ReceivedFile>> ListAsync(string company, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var after = Guid.Empty;
        if (cursor is not null && !Guid.TryParseExact(cursor, "N", out after))
            throw PageCursor.Invalid();
        var files = await source.Command(
            $"""
            {SelectInOrder} WHERE f.company = @company AND (@first OR (delivered.first, f.name COLLATE "C", f.sequence) > (
                SELECT (SELECT min(sequence) FROM control.received_files o WHERE o.company = a.company AND o.delivery = a.delivery), a.name COLLATE "C", a.sequence
                FROM control.received_files a WHERE a.id = @after AND a.company = @company))
            {InOrder} LIMIT @limit
            """,
            ("company", company), ("first", cursor is null), ("after", after), ("limit", Math.Clamp(limit, 1, 1000) + 1)).ListAsync(Read, cancellationToken);
        return PageCursor.Cut(files, Math.Clamp(limit, 1, 1000), file => file.Id.ToString("N"));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReceivedFile>> GetAsync(string company, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var files = await source.Command(
            $"SELECT {Columns} FROM control.received_files f WHERE f.company = @company AND f.id = ANY (@ids)", ("company", company), ("ids", ids.ToArray())).ListAsync(Read, cancellationToken);
        var byId = files.ToDictionary(file => file.Id);
        return [.. ids.Select(id => byId.TryGetValue(id, out var file) ? file : throw new KeyNotFoundException($"{company} has no received file {id}."))];
    }

    private Task<ReceivedFile?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        source.Command($"SELECT {Columns} FROM control.received_files f WHERE f.id = @id", ("id", id)).FirstAsync(Read, cancellationToken);

    /// <summary>A crash may leave a receipt of an earlier attempt, which differs in its time alone; then that one stands.</summary>
    private async Task WriteReceiptAsync(ReceiveFile request, Guid id, IncomingFile incoming, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var receipt = JsonSerializer.SerializeToUtf8Bytes(
            new { request.Company, request.Delivery, request.Name, request.Source, incoming.Sha256, incoming.Bytes, ReceivedAt = now }, ControlJson.Readable);
        await using var bytes = new MemoryStream(receipt, writable: false);
        try
        {
            await objects.WriteAsync(ReceivedFileNames.ReceiptPath(request, id), bytes, cancellationToken);
        }
        catch (ObjectConflictException)
        {
            // See above: the bytes it speaks of are the same by the identity in its name.
        }
    }

    private static ReceivedFile Read(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        Company = reader.GetString(1),
        Delivery = reader.GetString(2),
        Name = reader.GetString(3),
        ObjectPath = reader.GetString(4),
        Sha256 = reader.GetString(5),
        Bytes = reader.GetInt64(6),
        ReceivedAt = reader.Instant(7),
        Status = reader.TextOrNull(8) is { } status ? EnumWords.Parse<FileStatus>(status) : null,
        Dataset = reader.TextOrNull(9),
        SameAs = reader.TextOrNull(10),
        Reason = reader.TextOrNull(11),
    };
}
