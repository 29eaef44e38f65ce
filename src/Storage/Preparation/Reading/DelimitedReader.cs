using System.Text;
using DataHound.Domain.Preparation;

namespace DataHound.Storage.Preparation.Reading;

/// <summary>
/// Reads delimited text in one pass, cells as slices of the file's bytes. A cell may hold delimiters and line ends when it begins and ends with a quote;
/// a quote inside is doubled. A quote that is opened and never properly closed spoils one record only: reading goes on with the next physical line.
/// </summary>
internal sealed class DelimitedReader : IRecordReader
{
    private readonly FileBytes _bytes;
    private readonly RecordBuffer _buffer;
    private readonly DelimitedScanner _scanner;
    private readonly ReadingLimits _limits;
    private readonly FieldScratch _scratch = new();
    private readonly byte[][] _headings;
    private int _consumed;
    private byte[]? _raw;

    /// <summary>Opens the file and reads its headings.</summary>
    /// <exception cref="UnreadableFileException">It has no usable headings.</exception>
    internal DelimitedReader(FileBytes bytes, long start, ReadingLimits limits)
    {
        _bytes = bytes;
        _limits = limits;
        _buffer = new RecordBuffer(bytes, start, limits.MaximumRecordBytes);
        _scanner = new DelimitedScanner(_buffer, DelimiterSniffer.Sniff(_buffer), limits);
        _headings = ReadHeadings();
        Headings = [.. _headings.Select(Encoding.UTF8.GetString)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Headings { get; }

    /// <inheritdoc/>
    public long Line { get; private set; } = 1;

    /// <inheritdoc/>
    public long Record { get; private set; }

    /// <inheritdoc/>
    public long Rows { get; private set; }

    /// <inheritdoc/>
    public string? Defect { get; private set; }

    /// <inheritdoc/>
    public bool Read()
    {
        while (Next())
        {
            Record++;
            if (_scanner.Defect is null && IsBlank())
                continue;
            Rows++;
            Defect = _scanner.Defect ?? DefectOfCells();
            return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Field(int column) => column < _scanner.Count ? Cell(column) : default;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> RawText() => _raw ??= RawTextOf();

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();

    private byte[][] ReadHeadings()
    {
        do
        {
            if (!Next())
                throw new UnreadableFileException("The file has no headings.");
            if (_scanner.Defect is not null)
                throw new UnreadableFileException("The line of headings has a quote that is never closed, or is too long.");
        }
        while (IsBlank());
        if (_scanner.Count > _limits.MaximumColumns)
            throw new UnreadableFileException($"The file has {_scanner.Count} columns; at most {_limits.MaximumColumns} are read.");
        var headings = new byte[_scanner.Count][];
        for (var i = 0; i < headings.Length; i++)
        {
            var heading = Cell(i);
            if (heading.IndexOfAnyInRange((byte)0, (byte)8) >= 0)
                throw new UnreadableFileException("The headings hold control characters: this is not delimited text.");
            headings[i] = Utf8Blanks.Trim(heading).ToArray();
        }

        _scanner.Columns = headings.Length;
        return headings;
    }

    private bool Next()
    {
        _buffer.Advance(_consumed);
        Line += _scanner.Lines;
        _consumed = 0;
        _raw = null;
        _scratch.Clear();
        if (!_scanner.Scan())
            return false;
        _consumed = _scanner.Length;
        return true;
    }

    private bool IsBlank()
    {
        for (var i = 0; i < _scanner.Count; i++)
        {
            if (Utf8Blanks.Trim(_scanner.Cell(i)).Length > 0)
                return false;
        }

        return true;
    }

    private string? DefectOfCells()
    {
        if (_buffer.MayHaveNul && _buffer.Window[.._scanner.Length].Contains((byte)0))
            return RowRule.NulByte;
        for (var i = Headings.Count; i < _scanner.Count; i++)
        {
            if (Utf8Blanks.Trim(_scanner.Cell(i)).Length > 0)
                return RowRule.TooManyFields;
        }

        return IsRepeatedHeader() ? RowRule.RepeatedHeader : null;
    }

    private bool IsRepeatedHeader()
    {
        if (_scanner.Count < _headings.Length)
            return false;
        for (var i = 0; i < _headings.Length; i++)
        {
            if (!Utf8Blanks.Trim(Cell(i)).SequenceEqual(_headings[i]))
                return false;
        }

        return true;
    }

    private ReadOnlySpan<byte> Cell(int column)
    {
        var cell = _scanner.Cell(column);
        if (_scanner.HasDoubledQuotes(column))
            cell = Undouble(cell);
        if (_buffer.IsAscii || Utf8Repair.IsValid(cell))
            return cell;
        var start = _scratch.Used;
        var room = _scratch.Reserve(cell.Length * Utf8Repair.Growth);
        _scratch.Commit(Utf8Repair.FromWindows1252(cell, room));
        return _scratch.Slice(start, _scratch.Used - start);
    }

    private ReadOnlySpan<byte> Undouble(ReadOnlySpan<byte> cell)
    {
        var start = _scratch.Used;
        var room = _scratch.Reserve(cell.Length);
        var written = 0;
        for (var i = 0; i < cell.Length; i++)
        {
            room[written++] = cell[i];
            if (cell[i] == (byte)'"' && i + 1 < cell.Length && cell[i + 1] == (byte)'"')
                i++;
        }

        _scratch.Commit(written);
        return _scratch.Slice(start, written);
    }

    private byte[] RawTextOf() => Reading.RawText.Of(_buffer.Window[.._scanner.Length], _limits.MaximumRawBytes);
}
