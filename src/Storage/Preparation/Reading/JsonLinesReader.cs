using DataHound.Domain.Preparation;

namespace DataHound.Storage.Preparation.Reading;

/// <summary>
/// Reads JSON lines: an object per line, its properties the columns. The file is read twice, because its columns are all the properties that any line has,
/// in order of first appearance. A line that is no object is shown with its defect.
/// </summary>
internal sealed class JsonLinesReader : IRecordReader
{
    private readonly FileBytes _bytes;
    private readonly ReadingLimits _limits;
    private readonly RecordBuffer _buffer;
    private readonly JsonLineCells _cells;
    private int _consumed;
    private int _length;
    private byte[]? _raw;

    /// <summary>Opens the file and gathers its properties.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="start">Where its first line begins.</param>
    /// <param name="limits">Limits of cells and columns.</param>
    /// <param name="sampleOnly">Whether the first lines are enough to know the properties, to recognise the dataset.</param>
    /// <exception cref="UnreadableFileException">It has too many properties, or none at all.</exception>
    internal JsonLinesReader(FileBytes bytes, long start, ReadingLimits limits, bool sampleOnly)
    {
        const int Sample = 100;
        _bytes = bytes;
        _limits = limits;
        _cells = new JsonLineCells(limits);
        var scan = new RecordBuffer(bytes, start, limits.MaximumRecordBytes);
        for (var lines = 0; TakeLine(scan, out var line, out var length) && (!sampleOnly || lines < Sample); lines++)
        {
            _cells.LearnProperties(line);
            scan.Advance(length);
        }

        if (_cells.Properties.Count == 0)
            throw new UnreadableFileException("No line of the file is a JSON object.");
        if (_cells.Properties.Count > limits.MaximumColumns)
            throw new UnreadableFileException($"The file has {_cells.Properties.Count} properties; at most {limits.MaximumColumns} are read.");
        Headings = [.. _cells.Properties];
        _buffer = new RecordBuffer(bytes, start, limits.MaximumRecordBytes);
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
        while (true)
        {
            _buffer.Advance(_consumed);
            _raw = null;
            if (!TakeLine(_buffer, out var line, out _consumed))
                return false;
            Line++;
            _length = line.Length;
            Record++;
            if (Utf8Blanks.Trim(line).Length == 0)
                continue;
            Rows++;
            Defect = _cells.Read(line);
            return true;
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Field(int column) => _cells.Field(column);

    /// <inheritdoc/>
    public ReadOnlySpan<byte> RawText() => _raw ??= Reading.RawText.Of(_buffer.Window[.._length], _limits.MaximumRawBytes);

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();

    /// <summary>The line at the window's start; a line longer than the window comes in pieces, none of which is an object.</summary>
    private static bool TakeLine(RecordBuffer buffer, out ReadOnlySpan<byte> line, out int length)
    {
        var seen = 0;
        while (true)
        {
            var end = buffer.Window[seen..].IndexOf((byte)'\n');
            if (end >= 0)
            {
                line = buffer.Window[..(seen + end)];
                length = line.Length + 1;
                return true;
            }

            seen = buffer.Window.Length;
            if (buffer.Grow())
                continue;
            line = buffer.Window;
            length = line.Length;
            return length > 0;
        }
    }
}
