namespace DataHound.Storage.Preparation.Reading;

/// <summary>Memory for the cells of one record that cannot be shown as they lie in the file.</summary>
internal sealed class FieldScratch
{
    private byte[] _bytes = new byte[4096];

    /// <summary>Bytes in use.</summary>
    internal int Used { get; private set; }

    /// <summary>Forgets the record before.</summary>
    internal void Clear() => Used = 0;

    /// <summary>Room for at most so many bytes; what is written counts after <see cref="Commit"/>.</summary>
    internal Span<byte> Reserve(int size)
    {
        if (_bytes.Length - Used < size)
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, Used + size));
        return _bytes.AsSpan(Used, size);
    }

    /// <summary>Keeps the reserved bytes that were written.</summary>
    internal void Commit(int written) => Used += written;

    /// <summary>Bytes kept before.</summary>
    internal ReadOnlySpan<byte> Slice(int start, int length) => _bytes.AsSpan(start, length);

    /// <summary>Copies bytes in and keeps them.</summary>
    internal void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Commit(bytes.Length);
    }
}
