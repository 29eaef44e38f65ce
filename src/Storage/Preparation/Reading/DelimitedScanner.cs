using DataHound.Domain.Preparation;

namespace DataHound.Storage.Preparation.Reading;

/// <summary>Finds the cells of the record at the window's start, its length and how many physical lines it takes.</summary>
/// <param name="buffer">The window.</param>
/// <param name="delimiter">What separates cells.</param>
/// <param name="limits">Limits of cells.</param>
internal sealed class DelimitedScanner(RecordBuffer buffer, byte delimiter, ReadingLimits limits)
{
    private const int NotFound = -1;

    private int[] _starts = new int[64];
    private int[] _lengths = new int[64];
    private bool[] _doubled = new bool[64];
    private int _at;
    private int _lines;
    private bool _isTooLong;
    private bool _restOfLineIsSpoilt;

    /// <summary>How many cells a record should have; 0 while the headings are not known.</summary>
    internal int Columns { get; set; }

    /// <summary>Cells found.</summary>
    internal int Count { get; private set; }

    /// <summary>The record's length in bytes with its line end.</summary>
    internal int Length => _at;

    /// <summary>Physical lines that the record takes.</summary>
    internal int Lines => _lines;

    /// <summary>The rule that the record breaks by its shape, or null.</summary>
    internal string? Defect { get; private set; }

    /// <summary>A cell without its outer quotes, doubled quotes still doubled.</summary>
    internal ReadOnlySpan<byte> Cell(int column) => buffer.Window.Slice(_starts[column], _lengths[column]);

    /// <summary>Whether a cell has doubled quotes.</summary>
    internal bool HasDoubledQuotes(int column) => _doubled[column];

    /// <summary>Scans the next record; false at the end of the file.</summary>
    internal bool Scan()
    {
        SkipSpoiltLine();
        Count = 0;
        Defect = null;
        _at = 0;
        _lines = 0;
        _isTooLong = false;
        if (buffer.Window.Length == 0 && !buffer.Grow())
            return false;
        while (Defect is null && !ScanCell())
        {
            // The record goes on behind a delimiter.
        }

        // A record over several lines that has another number of cells is two records around a lost quote.
        if (Defect is null && _lines > 1 && Columns > 0 && Count != Columns)
            Defect = RowRule.UnclosedQuote;
        if (Defect is not null)
            KeepFirstLine();
        else if (_isTooLong)
            Defect = RowRule.CellTooLong;
        return true;
    }

    /// <summary>Scans one cell; true when it ended the record.</summary>
    private bool ScanCell()
    {
        if (!Has(_at))
        {
            Add(_at, 0, doubled: false);
            return EndOfFile();
        }

        if (buffer.Window[_at] == (byte)'"')
            return ScanQuoted();
        var end = Find(_at);
        if (end == NotFound)
        {
            if (buffer.IsFull)
                return Spoil(RowRule.CellTooLong);
            end = buffer.Window.Length;
        }

        Add(_at, end - _at, doubled: false);
        return End(end);
    }

    private bool ScanQuoted()
    {
        var start = ++_at;
        var linesBefore = _lines;
        var doubled = false;
        while (true)
        {
            var quote = FindInQuotes(_at);
            if (quote == NotFound)
                return Spoil(RowRule.UnclosedQuote);
            if (!Has(quote + 1) || IsCellEnd(buffer.Window[quote + 1]))
            {
                Add(start, quote - start, doubled);
                return End(quote + 1);
            }

            if (buffer.Window[quote + 1] == (byte)'"')
            {
                doubled = true;
                _at = quote + 2;
            }
            else if (_lines > linesBefore)
            {
                return Spoil(RowRule.UnclosedQuote);
            }
            else
            {
                // A stray quote within one line is taken as it stands: 5" pipe.
                _at = quote + 1;
            }
        }
    }

    private bool IsCellEnd(byte value) => value == delimiter || value is (byte)'\n' or (byte)'\r';

    /// <summary>The next delimiter or line end, or <see cref="NotFound"/> when the file ends or the window is full.</summary>
    private int Find(int from)
    {
        while (true)
        {
            var found = buffer.Window[from..].IndexOfAny(delimiter, (byte)'\n', (byte)'\r');
            if (found >= 0)
                return from + found;
            from = buffer.Window.Length;
            if (!buffer.Grow())
                return NotFound;
        }
    }

    /// <summary>The next quote, counting the line ends before it.</summary>
    private int FindInQuotes(int from)
    {
        while (true)
        {
            var found = from < buffer.Window.Length ? buffer.Window[from..].IndexOfAny((byte)'"', (byte)'\n', (byte)'\r') : NotFound;
            if (found < 0)
            {
                from = buffer.Window.Length;
                if (!buffer.Grow())
                    return NotFound;
                continue;
            }

            from += found;
            if (buffer.Window[from] == (byte)'"')
                return from;
            from += LineEndAt(from);
            _lines++;
        }
    }

    private bool Has(int position)
    {
        while (position >= buffer.Window.Length)
        {
            if (!buffer.Grow())
                return false;
        }

        return true;
    }

    private int LineEndAt(int position) =>
        buffer.Window[position] == (byte)'\r' && Has(position + 1) && buffer.Window[position + 1] == (byte)'\n' ? 2 : 1;

    /// <summary>Goes on behind a cell; true when the record ends there.</summary>
    private bool End(int position)
    {
        _at = position;
        if (!Has(position))
            return EndOfFile();
        if (buffer.Window[position] == delimiter)
        {
            _at++;
            return false;
        }

        _at += LineEndAt(position);
        _lines++;
        return true;
    }

    private bool EndOfFile()
    {
        _lines++;
        return true;
    }

    private void Add(int start, int length, bool doubled)
    {
        if (Count == _starts.Length)
        {
            Array.Resize(ref _starts, 2 * Count);
            Array.Resize(ref _lengths, 2 * Count);
            Array.Resize(ref _doubled, 2 * Count);
        }

        _starts[Count] = start;
        _lengths[Count] = length;
        _doubled[Count++] = doubled;
        _isTooLong |= length > limits.MaximumCellBytes;
    }

    private bool Spoil(string rule)
    {
        Defect = rule;
        return true;
    }

    /// <summary>Takes only the first physical line of a broken record, so that the next record begins behind it.</summary>
    private void KeepFirstLine()
    {
        Count = 0;
        _lines = 1;
        var end = buffer.Window.IndexOfAny((byte)'\n', (byte)'\r');
        _restOfLineIsSpoilt = end < 0;
        _at = end < 0 ? buffer.Window.Length : end + LineEndAt(end);
    }

    /// <summary>Drops what is left of a line that was longer than the window.</summary>
    private void SkipSpoiltLine()
    {
        while (_restOfLineIsSpoilt && (buffer.Window.Length > 0 || buffer.Grow()))
        {
            var end = buffer.Window.IndexOfAny((byte)'\n', (byte)'\r');
            _restOfLineIsSpoilt = end < 0;
            buffer.Advance(end < 0 ? buffer.Window.Length : end + LineEndAt(end));
        }
    }
}
