using System.Buffers.Text;

namespace DataHound.Bench.FieldService.Generation;

/// <summary>Writes one dataset's delimited export cell by cell, straight into a byte buffer, in files of a limited number of rows.</summary>
internal sealed class ExportWriter : IDisposable
{
    private const int BufferSize = 1 << 20;

    /// <summary>No row is longer: the buffer is emptied when less than this is left in it.</summary>
    private const int LongestRow = 1 << 12;

    private readonly string _folder;
    private readonly ExportLayout _layout;
    private readonly byte[] _buffer = new byte[BufferSize];
    private FileStream? _file;
    private int _used;
    private int _rowsInFile;
    private bool _rowBegun;

    public ExportWriter(string folder, ExportLayout layout)
    {
        _folder = folder;
        _layout = layout;
        Tally = new DatasetTally(layout.Dataset);
        OpenNext();
    }

    public DatasetTally Tally { get; }

    /// <summary>Begins the next cell of the row; what is written until the next call belongs to it.</summary>
    public ExportWriter Cell()
    {
        if (_rowBegun)
            _buffer[_used++] = _layout.Delimiter;
        else if (_rowsInFile == _layout.RowsPerFile)
            OpenNext();
        _rowBegun = true;
        return this;
    }

    /// <summary>A whole cell of text that needs no quoting, or is quoted already.</summary>
    public void Cell(ReadOnlySpan<byte> text) => Cell().Add(text);

    public ExportWriter Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_buffer.AsSpan(_used));
        _used += text.Length;
        return this;
    }

    public ExportWriter Add(byte character)
    {
        _buffer[_used++] = character;
        return this;
    }

    public ExportWriter Add(long number)
    {
        Utf8Formatter.TryFormat(number, _buffer.AsSpan(_used), out var written);
        _used += written;
        return this;
    }

    /// <summary>The number with leading zeros up to so many digits.</summary>
    public ExportWriter AddPadded(int number, int digits)
    {
        for (var position = _used + digits - 1; position >= _used; position--)
        {
            _buffer[position] = (byte)('0' + (number % 10));
            number /= 10;
        }

        _used += digits;
        return this;
    }

    public void EndRow()
    {
        Add(_layout.LineEnd);
        _rowBegun = false;
        _rowsInFile++;
        Tally.Rows++;
        if (_used > BufferSize - LongestRow)
            Empty();
    }

    public void Dispose() => Close();

    private void OpenNext()
    {
        Close();
        var part = Tally.Files == 0 ? "" : $"_{Tally.Files}";
        _file = new FileStream(Path.Combine(_folder, $"{_layout.FileName}{part}.csv"), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        Tally.Files++;
        _rowsInFile = 0;
        Add(_layout.Heading).Add(_layout.LineEnd);
    }

    private void Close()
    {
        if (_file is null)
            return;
        Empty();
        Tally.Bytes += _file.Length;
        _file.Dispose();
        _file = null;
    }

    private void Empty()
    {
        _file!.Write(_buffer, 0, _used);
        _used = 0;
    }
}
