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
using Npgsql;

namespace DataHound.Storage.Quality;

/// <summary>Quarantined rows: their Parquet read through the table engine, what became of them in Postgres.</summary>
internal sealed class Quarantine(
    NpgsqlDataSource source, TimeProvider clock, IDatasetCatalog catalog, TableEngine engine, ICompanyConfigs configs, QuarantineOriginals originals, QuarantineOptions options) : IQuarantine
{
    /// <inheritdoc/>
    public async Task<Page<QuarantineReason>> ListReasonsAsync(string company, string? dataset, int samples, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var offset = NumberCursor.Parse(cursor) ?? 0;
        var closed = await QuarantineRowRegister.ListClosedAsync(source, company, dataset, cancellationToken);
        await using var tables = await QuarantineTables.OpenAsync(engine, catalog, company, dataset, [], closed, cancellationToken);
        return PageCursor.Cut(await tables.ReasonsAsync(samples, offset, limit + 1, cancellationToken), limit, _ => NumberCursor.Of(offset + limit));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<QuarantineRowStatus>> DescribeAsync(string company, IReadOnlyList<(QuarantineRowId Id, string SourceFile, long Record)> rows, CancellationToken cancellationToken)
    {
        var touched = await QuarantineRowRegister.FindAsync(source, company, [.. rows.Select(row => row.Id)], cancellationToken);
        var origins = await QuarantineRowRegister.FindOriginsAsync(source, company, [.. rows.Select(row => (row.SourceFile, row.Record))], cancellationToken);
        return
        [
            .. rows.Select(row => touched.GetValueOrDefault(row.Id, new QuarantineRowStatus { State = QuarantineRowState.Open }) with
            {
                ReplayOf = origins.TryGetValue((row.SourceFile, row.Record), out var origin) ? origin : null,
            }),
        ];
    }

    /// <inheritdoc/>
    public async Task CorrectAsync(string company, IReadOnlyList<QuarantineCorrection> corrections, Initiator by, CancellationToken cancellationToken)
    {
        var resolved = await ResolveAsync(company, corrections, cancellationToken);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await QuarantineRowRegister.LockAsync(connection, company, cancellationToken);
        var now = clock.Now();
        if (await QuarantineRowRegister.CorrectAsync(connection, company, resolved, by, now, cancellationToken) != resolved.Count)
            throw new UserErrorException("row_not_open", "One of the rows was replayed or dismissed already.", "Look at the rows with GET /api/v1/companies/{company}/quarantine and correct only open ones.");
        await AuditWriter.AppendAsync(
            connection,
            [
                .. resolved.Select(row => new AuditAct
                {
                    Company = company, Action = "quarantine.correct", Subject = QuarantineRowRegister.Subject(row.Row.Id), By = by,
                    After = $"columns {string.Join(", ", row.Cells.Select(cell => cell.Position + 1))}",
                }),
            ],
            now,
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<long> DismissAsync(string company, QuarantineSelection selection, Initiator by, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await QuarantineRowRegister.LockAsync(connection, company, cancellationToken);
        var rows = await SelectOpenAsync(company, selection, cancellationToken);
        if (rows.Count == 0)
            return 0;
        var now = clock.Now();
        var dismissed = await QuarantineRowRegister.CloseAsync(connection, company, rows, QuarantineRowState.Dismissed, batch: null, by, now, cancellationToken);
        await AuditWriter.AppendAsync(
            connection,
            new AuditAct { Company = company, Action = "quarantine.dismiss", Subject = $"quarantine:{selection.Dataset ?? "all"}", After = QuarantineRowRegister.Count(dismissed), By = by },
            now,
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return dismissed;
    }

    /// <summary>The chosen rows that are open now. The caller holds the company's lock.</summary>
    internal async Task<List<QuarantinedRow>> SelectOpenAsync(string company, QuarantineSelection selection, CancellationToken cancellationToken)
    {
        var closed = await QuarantineRowRegister.ListClosedAsync(source, company, selection.Dataset, cancellationToken);
        await using var tables = await OpenAsync(company, selection, closed, cancellationToken);
        return await tables.SelectAsync(selection, options.MaximumRows, cancellationToken);
    }

    /// <summary>Opens the versions that hold chosen rows.</summary>
    internal Task<QuarantineTables> OpenAsync(string company, QuarantineSelection selection, IReadOnlyList<QuarantineRowId> hidden, CancellationToken cancellationToken) =>
        QuarantineTables.OpenAsync(engine, catalog, company, selection.Dataset, selection.Rows.Select(row => row.VersionId).ToHashSet(), hidden, cancellationToken);

    private async Task<List<(QuarantinedRow Row, IReadOnlyList<CorrectedCell> Cells)>> ResolveAsync(string company, IReadOnlyList<QuarantineCorrection> corrections, CancellationToken cancellationToken)
    {
        var selection = new QuarantineSelection { Rows = [.. corrections.Select(correction => correction.Row).Distinct()] };
        await using var tables = await OpenAsync(company, selection, hidden: [], cancellationToken);
        var rows = (await tables.SelectAsync(selection, selection.Rows.Count, cancellationToken)).ToDictionary(row => row.Id);
        if (rows.Count != corrections.Count)
            throw new UserErrorException("row_unknown", "One of the rows is no quarantined row of this company, or is named twice.", "Use ids of GET /api/v1/companies/{company}/quarantine, each once.");

        var config = await configs.GetExtractionAsync(company, cancellationToken);
        var resolved = new List<(QuarantinedRow, IReadOnlyList<CorrectedCell>)>(corrections.Count);
        foreach (var group in corrections.GroupBy(correction => (tables.RunOf(correction.Row.VersionId), rows[correction.Row].SourceFile)))
        {
            var files = await originals.FindAsync(company, group.Key.Item1, group.Key.SourceFile, cancellationToken);
            if (files.Count == 0)
                throw new UserErrorException("row_unknown", "The received file of one of the rows is not known any more.", "Send the row in a new file.");
            var (headings, columns) = await originals.HeadingsAsync(files[0], config, cancellationToken);
            foreach (var correction in group)
                resolved.Add((rows[correction.Row], [.. correction.Cells.Select(cell => Resolve(cell.Key, cell.Value, headings, columns))]));
        }

        return resolved;
    }

    private static CorrectedCell Resolve(string name, string? value, IReadOnlyList<string> headings, IReadOnlyList<FileColumn> columns)
    {
        for (var i = 0; i < headings.Count; i++)
        {
            if (string.Equals(headings[i], name, StringComparison.Ordinal) || (i < columns.Count && string.Equals(columns[i].Name, name, StringComparison.Ordinal)))
                return new CorrectedCell(i, headings[i], value);
        }

        throw new UserErrorException("column_unknown", "The file of a row has no such column as a correction names.", "Use the headings of the received file, or the dataset's column names.");
    }
}
