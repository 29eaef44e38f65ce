using System.Buffers;

namespace DuckDb;

/// <summary>Collects the texts of one list, their bytes in one buffer that is used again for the next list.</summary>
public sealed class Utf8ListBuilder
{
    private readonly ArrayBufferWriter<byte> _bytes = new(256);
    private readonly List<int> _ends = [];

    internal Utf8ListBuilder()
    {
    }

    /// <summary>How many texts there are.</summary>
    public int Count => _ends.Count;

    /// <summary>Adds a text, UTF-8.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        _bytes.Write(text);
        _ends.Add(_bytes.WrittenCount);
    }

    internal void Clear()
    {
        _bytes.ResetWrittenCount();
        _ends.Clear();
    }

    internal void WriteTo(ref DuckVectorWriter output, int row)
    {
        var elements = output.BeginList(row, Count, out var offset);
        var start = 0;
        foreach (var end in _ends)
        {
            elements.SetUtf8(offset++, _bytes.WrittenSpan[start..end]);
            start = end;
        }
    }
}
