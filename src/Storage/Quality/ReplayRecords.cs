using System.Buffers;
using System.Text;
using DataHound.Domain.Preparation;
using DataHound.Domain.Quality;
using DataHound.Storage.Preparation.Reading;

namespace DataHound.Storage.Quality;

/// <summary>Writes chosen records of a received file, with their corrections, as delimited text under the same headings.</summary>
internal static class ReplayRecords
{
    private static readonly SearchValues<byte> Quote = SearchValues.Create("\""u8);

    /// <summary>
    /// Writes the records. One that is spoilt as a whole has no cells: it is written only when it was corrected, with the corrected cells and no others.
    /// </summary>
    /// <param name="reader">The received file at its beginning.</param>
    /// <param name="rows">The rows by record.</param>
    /// <param name="corrections">Corrected cells by row.</param>
    /// <param name="checkRaw">Whether a record counts only when it is what the quarantine kept: several files have that name.</param>
    /// <param name="target">Takes the text.</param>
    /// <returns>The rows written, in the order of the new file's records.</returns>
    public static List<QuarantinedRow> Write(
        IRecordReader reader, IReadOnlyDictionary<long, QuarantinedRow> rows, IReadOnlyDictionary<QuarantineRowId, IReadOnlyList<CorrectedCell>> corrections, bool checkRaw, Stream target)
    {
        var written = new List<QuarantinedRow>(rows.Count);
        WriteRecord(target, reader.Headings.Select(Encoding.UTF8.GetBytes));
        var found = 0;
        while (found < rows.Count && reader.Read())
        {
            if (!rows.TryGetValue(reader.Record, out var row) || (checkRaw && !reader.RawText().SequenceEqual(Encoding.UTF8.GetBytes(row.Raw))))
                continue;
            found++;
            var corrected = corrections.GetValueOrDefault(row.Id, []);
            if (reader.Defect is not null && corrected.Count == 0)
                continue;
            var cells = Cells(reader, corrected);
            if (cells.All(cell => Utf8Blanks.Trim(cell).Length == 0))
                continue;
            WriteRecord(target, cells);
            written.Add(row);
        }

        return written;
    }

    private static byte[][] Cells(IRecordReader reader, IReadOnlyList<CorrectedCell> corrected)
    {
        var cells = new byte[reader.Headings.Count][];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = reader.Defect is null ? reader.Field(i).ToArray() : [];
        foreach (var cell in corrected.Where(cell => cell.Position < cells.Length))
            cells[cell.Position] = Encoding.UTF8.GetBytes(cell.Value ?? "");
        return cells;
    }

    private static void WriteRecord(Stream target, IEnumerable<byte[]> cells)
    {
        var isFirst = true;
        foreach (var cell in cells)
        {
            target.Write(isFirst ? "\""u8 : ",\""u8);
            isFirst = false;
            WriteEscaped(target, cell);
            target.Write("\""u8);
        }

        target.Write("\n"u8);
    }

    private static void WriteEscaped(Stream target, ReadOnlySpan<byte> cell)
    {
        while (cell.IndexOfAny(Quote) is var at and >= 0)
        {
            target.Write(cell[..(at + 1)]);
            target.Write("\""u8);
            cell = cell[(at + 1)..];
        }

        target.Write(cell);
    }
}
