using System.Globalization;
using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Tables;
using DuckDb;

namespace DataHound.Storage.Quality.Parity;

/// <summary>Compares versions by SQL over their files. Nothing is loaded into the process but counts and samples; the engine's memory is bounded and it spills to its folder.</summary>
/// <param name="engine">The table engine.</param>
internal sealed class DatasetParity(TableEngine engine) : IDatasetParity
{
    /// <summary>Most columns that samples are taken of: each costs a pass over both versions.</summary>
    private const int SampledColumns = 20;

    /// <inheritdoc/>
    public async Task<ParityReport> CompareAsync(DatasetVersion from, DatasetVersion to, ParityRequest request, CancellationToken cancellationToken)
    {
        await using var session = engine.OpenSession();
        var inputs = await ParityInputs.OpenAsync(session, from, to, request.Key, cancellationToken);
        var report = await session.RunAsync(connection => Compare(connection, inputs, request.Samples, cancellationToken), cancellationToken);
        return report with { SameBytes = string.Equals(from.Checksum, to.Checksum, StringComparison.Ordinal) };
    }

    /// <inheritdoc/>
    public async Task<Page<ParityDifference>> ListAsync(
        DatasetVersion from, DatasetVersion to, ParityRequest request, ParityPart part, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var offset = NumberCursor.Parse(cursor) ?? 0;
        await using var session = engine.OpenSession();
        var inputs = await ParityInputs.OpenAsync(session, from, to, request.Key, cancellationToken);
        var items = await session.RunAsync(connection => List(connection, inputs, request, part, limit + 1, offset, cancellationToken), cancellationToken);
        return PageCursor.Cut(items, limit, _ => NumberCursor.Of(offset + limit));
    }

    private static ParityReport Compare(DuckConnection connection, ParityInputs inputs, int samples, CancellationToken cancellationToken)
    {
        var sql = inputs.Sql;
        var from = Numbers(connection, sql.Counts(ParitySql.From), cancellationToken);
        var to = Numbers(connection, sql.Counts(ParitySql.To), cancellationToken);
        var onlyFrom = Numbers(connection, sql.CountOnly(ParitySql.From, ParitySql.To), cancellationToken)[0];
        var onlyTo = Numbers(connection, sql.CountOnly(ParitySql.To, ParitySql.From), cancellationToken)[0];
        sql = sql with { Repeated = from[0] > from[1] || to[0] > to[1] };
        var cells = sql.Cells.Count == 0 ? [0] : Numbers(connection, sql.CountCells(), cancellationToken);
        var columns = sql.Cells.Zip(cells.Skip(1), (cell, differing) => (Cell: cell, Differing: differing))
            .Where(column => column.Differing > 0).OrderByDescending(column => column.Differing).ThenBy(column => column.Cell.Name, StringComparer.Ordinal);
        return new ParityReport
        {
            SameBytes = false,
            Key = sql.Key,
            RowsFrom = from[0],
            RowsTo = to[0],
            KeysInBoth = from[1] - onlyFrom,
            KeysOnlyFrom = onlyFrom,
            KeysOnlyTo = onlyTo,
            RepeatedFrom = from[0] - from[1],
            RepeatedTo = to[0] - to[1],
            RepeatedDifferently = sql.Repeated ? Numbers(connection, sql.CountRepeatedDifferently(), cancellationToken)[0] : 0,
            SamplesOnlyFrom = Differences(connection, sql, sql.ListOnly(ParitySql.From, ParitySql.To, samples, 0), cancellationToken),
            SamplesOnlyTo = Differences(connection, sql, sql.ListOnly(ParitySql.To, ParitySql.From, samples, 0), cancellationToken),
            ColumnsOnlyFrom = inputs.OnlyFrom,
            ColumnsOnlyTo = inputs.OnlyTo,
            TypesDiffering = [.. sql.Cells.Where(cell => cell.AsText).Select(cell => cell.Name)],
            RowsDiffering = cells[0],
            Columns = [.. columns.Select((column, index) => new ParityColumn(
                column.Cell.Name, column.Differing, index < SampledColumns ? Differences(connection, sql, sql.ListCells(column.Cell, samples, 0), cancellationToken) : []))],
        };
    }

    private static List<ParityDifference> List(
        DuckConnection connection, ParityInputs inputs, ParityRequest request, ParityPart part, int limit, long offset, CancellationToken cancellationToken)
    {
        var sql = inputs.Sql;
        var query = part switch
        {
            ParityPart.OnlyFrom => sql.ListOnly(ParitySql.From, ParitySql.To, limit, offset),
            ParityPart.OnlyTo => sql.ListOnly(ParitySql.To, ParitySql.From, limit, offset),
            _ => (sql with { Repeated = Repeats(connection, sql, ParitySql.From, cancellationToken) || Repeats(connection, sql, ParitySql.To, cancellationToken) })
                .ListCells(Cell(sql, request.Column), limit, offset),
        };
        return Differences(connection, sql, query, cancellationToken);
    }

    private static (string Name, bool AsText) Cell(ParitySql sql, string? column)
    {
        var cell = sql.Cells.FirstOrDefault(cell => string.Equals(cell.Name, column, StringComparison.Ordinal));
        return cell.Name is not null
            ? cell
            : throw new UserErrorException("parity_column_unknown", $"The column '{column}' is not one whose cells are compared.", "Name a column that both versions have and that is no part of the key.");
    }

    private static bool Repeats(DuckConnection connection, ParitySql sql, string relation, CancellationToken cancellationToken) =>
        Numbers(connection, sql.Counts(relation), cancellationToken) is [var rows, var keys] && rows > keys;

    private static List<ParityDifference> Differences(DuckConnection connection, ParitySql sql, string query, CancellationToken cancellationToken)
    {
        var found = new List<ParityDifference>();
        using var reader = connection.Query(query, cancellationToken: cancellationToken);
        while (reader.NextChunk())
        {
            for (var row = 0; row < reader.RowCount; row++)
            {
                var key = sql.Key.Select((name, index) => KeyValuePair.Create(name, Text(reader, index, row))).ToDictionary(StringComparer.Ordinal);
                found.Add(reader.Columns.Count > sql.Key.Count
                    ? new ParityDifference(key, Text(reader, sql.Key.Count, row), Text(reader, sql.Key.Count + 1, row))
                    : new ParityDifference(key));
            }
        }

        return found;
    }

    private static string? Text(DuckReader reader, int column, int row) => reader.Column(column).IsNull(row) ? null : reader.Column(column).String(row);

    private static long[] Numbers(DuckConnection connection, string query, CancellationToken cancellationToken)
    {
        using var reader = connection.Query(query, cancellationToken: cancellationToken);
        return reader.NextChunk()
            ? [.. Enumerable.Range(0, reader.Columns.Count).Select(column => reader.Column(column).Int64(0))]
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"A count over {reader.Columns.Count} columns gave no row."));
    }
}
