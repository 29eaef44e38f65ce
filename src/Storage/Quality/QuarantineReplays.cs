using DataHound.Domain.Observability;
using DataHound.Domain.Preparation;
using DataHound.Domain.Quality;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ControlPlane;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Quality;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Tables;
using DataHound.Storage.Ingestion;
using Npgsql;

namespace DataHound.Storage.Quality;

/// <summary>Replays of quarantined rows.</summary>
internal sealed class QuarantineReplays(
    NpgsqlDataSource source, TimeProvider clock, Quarantine quarantine, QuarantineOriginals originals, IReceivedFiles files, ICompanyConfigs configs, TableEngine engine) : IQuarantineReplays
{
    /// <inheritdoc/>
    public async Task<QuarantineReplay?> BeginAsync(QuarantineReplayRequest request, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var id = request.Key is null ? Guid.CreateVersion7(now) : DeterministicId.Of("quarantine-replay", request.Company, request.Key);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await QuarantineRowRegister.LockAsync(connection, request.Company, cancellationToken);
        if (await QuarantineBatchRegister.FindAsync(connection, request.Company, id, cancellationToken) is { } earlier)
            return earlier;
        var rows = await quarantine.SelectOpenAsync(request.Company, request.Selection, cancellationToken);
        if (rows.Count == 0)
            return null;

        await QuarantineBatchRegister.InsertAsync(connection, id, request, now, cancellationToken);
        var taken = await QuarantineRowRegister.CloseAsync(connection, request.Company, rows, QuarantineRowState.Replayed, id, request.By, now, cancellationToken);
        await QuarantineBatchRegister.MoveAsync(connection, id, QuarantineReplayStatus.Claimed, taken, leftOpen: 0, now, cancellationToken);
        var replay = await QuarantineBatchRegister.FindAsync(connection, request.Company, id, cancellationToken);
        await AuditWriter.AppendAsync(
            connection, new AuditAct { Company = request.Company, Action = "quarantine.replay", Subject = $"replay:{id:N}", After = QuarantineRowRegister.Count(taken), By = request.By }, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return replay;
    }

    /// <inheritdoc/>
    public async Task<QuarantineReplay> ReceiveAsync(string company, Guid id, CancellationToken cancellationToken)
    {
        // The lock goes with the connection when the process dies; what was received by then is found again below.
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.LockAsync($"replay:{id:N}", cancellationToken);
        var replay = await RequireAsync(connection, company, id, cancellationToken);
        if (replay.Status is not QuarantineReplayStatus.Claimed)
            return replay;

        var batch = await QuarantineRowRegister.ListBatchAsync(connection, id, cancellationToken);
        var placed = await WriteAsync(company, id, batch, cancellationToken);
        await QuarantineRowRegister.PlaceAsync(connection, id, placed, cancellationToken);
        var status = placed.Count == 0 ? QuarantineReplayStatus.Empty : QuarantineReplayStatus.Received;
        await QuarantineBatchRegister.MoveAsync(connection, id, status, placed.Count, batch.Count - placed.Count, clock.Now(), cancellationToken);
        replay = await RequireAsync(connection, company, id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return replay;
    }

    /// <inheritdoc/>
    public async Task<QuarantineReplay> MarkStartedAsync(string company, Guid id, string runId, CancellationToken cancellationToken)
    {
        await QuarantineBatchRegister.MarkStartedAsync(source, company, id, runId, clock.Now(), cancellationToken);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await RequireAsync(connection, company, id, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<QuarantineReplay?> FindAsync(string company, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await QuarantineBatchRegister.FindAsync(connection, company, id, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Page<QuarantineReplay>> ListAsync(string company, int limit, string? cursor, CancellationToken cancellationToken) =>
        QuarantineBatchRegister.ListAsync(source, company, limit, cursor, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<QuarantineReplay>> ListUnfinishedAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        QuarantineBatchRegister.ListUnfinishedAsync(source, before, limit, cancellationToken);

    private static async Task<QuarantineReplay> RequireAsync(NpgsqlConnection connection, string company, Guid id, CancellationToken cancellationToken) =>
        await QuarantineBatchRegister.FindAsync(connection, company, id, cancellationToken) ?? throw new KeyNotFoundException($"{company} has no replay {id}.");

    private async Task<List<(QuarantineRowId Row, string File, long Record)>> WriteAsync(
        string company, Guid id, List<(QuarantineRowId Id, IReadOnlyList<CorrectedCell> Cells)> batch, CancellationToken cancellationToken)
    {
        var corrections = batch.ToDictionary(row => row.Id, row => row.Cells);
        var selection = new QuarantineSelection { Rows = [.. batch.Select(row => row.Id)] };
        await using var tables = await quarantine.OpenAsync(company, selection, hidden: [], cancellationToken);
        var rows = await tables.SelectAsync(selection, batch.Count, cancellationToken);
        var config = await configs.GetExtractionAsync(company, cancellationToken);
        var placed = new List<(QuarantineRowId, string, long)>(rows.Count);
        var number = 0;
        foreach (var group in rows.GroupBy(row => (Run: tables.RunOf(row.Id.VersionId), row.SourceFile)))
        {
            var waiting = group.ToDictionary(row => row.Record);
            var candidates = await originals.FindAsync(company, group.Key.Run, group.Key.SourceFile, cancellationToken);
            foreach (var original in candidates)
            {
                var delivery = FormattableString.Invariant($"replay-{id:N}-{++number}");
                try
                {
                    foreach (var (row, file, record) in await ReceiveAsync(original, delivery, waiting, corrections, checkRaw: candidates.Count > 1, config, cancellationToken))
                    {
                        placed.Add((row.Id, file, record));
                        waiting.Remove(row.Record);
                    }
                }
                catch (UserErrorException exception) when (string.Equals(exception.Error.Code, QuarantineOriginals.DamagedCode, StringComparison.Ordinal))
                {
                    // Its rows are left open, like those whose record cannot be told apart: the others need not wait for it.
                }
            }
        }

        return placed;
    }

    private async Task<List<(QuarantinedRow Row, string File, long Record)>> ReceiveAsync(
        ReceivedFile original, string delivery, Dictionary<long, QuarantinedRow> rows, Dictionary<QuarantineRowId, IReadOnlyList<CorrectedCell>> corrections, bool checkRaw,
        ExtractionConfig config, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return [];
        Directory.CreateDirectory(engine.WorkDirectory);
        await using var text = new FileStream(Path.Combine(engine.WorkDirectory, $"{Path.GetRandomFileName()}.csv"), new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose,
        });
        var (headings, written) = await originals.ReadAsync(original, reader => (reader.Headings, ReplayRecords.Write(reader, rows, corrections, checkRaw, text)), cancellationToken);
        if (written.Count == 0)
            return [];

        text.Position = 0;
        var name = await FindNameAsync(original.Company, delivery, cancellationToken);
        if (name is null)
        {
            name = ReplayFileName.Of(original.Name, original.Dataset!, headings, config);
            var request = new ReceiveFile { Company = original.Company, Delivery = delivery, Name = name, Source = ReceiveFile.QuarantineSource, MaximumBytes = long.MaxValue };
            await files.ReceiveAsync(request, text, cancellationToken);
        }

        return [.. written.Select((row, index) => (row, $"{delivery}/{name}", index + 1L))];
    }

    /// <summary>The name of the file that an attempt before a crash received.</summary>
    private Task<string?> FindNameAsync(string company, string delivery, CancellationToken cancellationToken) => source.Command(
        "SELECT name FROM control.received_files WHERE company = @company AND delivery = @delivery AND source = @source LIMIT 1",
        ("company", company), ("delivery", delivery), ("source", ReceiveFile.QuarantineSource)).ScalarAsync<string>(cancellationToken);
}
