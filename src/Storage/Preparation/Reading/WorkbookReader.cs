using System.Globalization;
using System.Text;
using DataHound.Domain.Preparation;
using ExcelDataReader;

namespace DataHound.Storage.Preparation.Reading;

/// <summary>
/// Reads the first sheet of a workbook (xlsx or xls) that has rows. Cells become the text that delimited exports have: dates ISO 8601 to the second, numbers
/// in their shortest form without a superfluous <c>.0</c>, booleans true and false, errors such as #N/A nothing.
/// </summary>
internal sealed class WorkbookReader : IRecordReader
{
    private readonly IExcelDataReader _sheet;
    private readonly FileStream _stream;
    private readonly ReadingLimits _limits;
    private readonly FieldScratch _scratch = new();
    private readonly byte[][] _headings;
    private readonly List<(int Start, int Length)> _cells = [];
    private byte[]? _raw;

    static WorkbookReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Opens the workbook and reads its headings.</summary>
    /// <exception cref="UnreadableFileException">It is damaged, or has no rows.</exception>
    internal WorkbookReader(string path, ReadingLimits limits)
    {
        _limits = limits;
        _stream = File.OpenRead(path);
        try
        {
            _sheet = Guarded(() => ExcelReaderFactory.CreateReader(_stream));
            _headings = ReadHeadings();
        }
        catch
        {
            _sheet?.Dispose();
            _stream.Dispose();
            throw;
        }

        Headings = [.. _headings.Select(Encoding.UTF8.GetString)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Headings { get; }

    /// <inheritdoc/>
    public long Line { get; private set; }

    /// <inheritdoc/>
    public long Record { get; private set; }

    /// <inheritdoc/>
    public long Rows { get; private set; }

    /// <inheritdoc/>
    public string? Defect { get; private set; }

    /// <inheritdoc/>
    public bool Read()
    {
        if (!NextRow())
            return false;
        Rows++;
        Defect = DefectOfRow();
        return true;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Field(int column) => column < _cells.Count ? _scratch.Slice(_cells[column].Start, _cells[column].Length) : default;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> RawText()
    {
        if (_raw is null)
        {
            var cells = Enumerable.Range(0, _cells.Count).Select(column => Encoding.UTF8.GetString(Field(column)));
            _raw = Reading.RawText.Of(Encoding.UTF8.GetBytes(string.Join('\t', cells)), _limits.MaximumRawBytes);
        }

        return _raw;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sheet.Dispose();
        _stream.Dispose();
    }

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is not (OperationCanceledException or OutOfMemoryException or UnreadableFileException))
        {
            // The library has no common type for what damaged bytes do to it.
            throw new UnreadableFileException("The workbook is damaged or protected.", error);
        }
    }

    private byte[][] ReadHeadings()
    {
        while (!NextRow())
        {
            if (!Guarded(_sheet.NextResult))
                throw new UnreadableFileException("The workbook has no rows.");
        }

        Record = 0;
        while (_cells.Count > 0 && Field(_cells.Count - 1).Length == 0)
            _cells.RemoveAt(_cells.Count - 1);
        if (_cells.Count > _limits.MaximumColumns)
            throw new UnreadableFileException($"The sheet has {_cells.Count} columns; at most {_limits.MaximumColumns} are read.");
        return [.. Enumerable.Range(0, _cells.Count).Select(column => Utf8Blanks.Trim(Field(column)).ToArray())];
    }

    private bool NextRow()
    {
        while (Guarded(_sheet.Read))
        {
            Line = _sheet.Depth + 1;
            Record++;
            _raw = null;
            if (TakeCells())
                return true;
        }

        return false;
    }

    private bool TakeCells()
    {
        _scratch.Clear();
        _cells.Clear();
        var isBlank = true;
        for (var column = 0; column < _sheet.FieldCount; column++)
        {
            var start = _scratch.Used;
            _scratch.Append(Encoding.UTF8.GetBytes(TextOf(_sheet.GetValue(column))));
            _cells.Add((start, _scratch.Used - start));
            isBlank &= Utf8Blanks.Trim(Field(column)).Length == 0;
        }

        return !isBlank;
    }

    private static string TextOf(object? value) => value switch
    {
        null => string.Empty,
        string text => text,
        DateTime date => date.AddTicks(TimeSpan.TicksPerSecond / 2).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        double number => number.ToString("0.###############", CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };

    private string? DefectOfRow()
    {
        for (var column = 0; column < _cells.Count; column++)
        {
            var cell = Field(column);
            if (column >= _headings.Length && Utf8Blanks.Trim(cell).Length > 0)
                return RowRule.TooManyFields;
            if (cell.Length > _limits.MaximumCellBytes)
                return RowRule.CellTooLong;
            if (cell.Contains((byte)0))
                return RowRule.NulByte;
        }

        return IsRepeatedHeader() ? RowRule.RepeatedHeader : null;
    }

    private bool IsRepeatedHeader()
    {
        for (var column = 0; column < _headings.Length; column++)
        {
            if (!Utf8Blanks.Trim(Field(column)).SequenceEqual(_headings[column]))
                return false;
        }

        return true;
    }
}
