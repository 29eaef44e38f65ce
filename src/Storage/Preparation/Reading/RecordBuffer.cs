using System.Text;

namespace DataHound.Storage.Preparation.Reading;

/// <summary>A window onto a file that begins at the current record and grows while the record's end is not in it.</summary>
/// <param name="bytes">The file.</param>
/// <param name="start">Where the first record begins.</param>
/// <param name="maximum">The largest window in bytes.</param>
internal sealed class RecordBuffer(FileBytes bytes, long start, int maximum)
{
    private const int Chunk = 256 * 1024;

    private byte[] _buffer = new byte[(int)Math.Clamp(bytes.Length + 1, 64, Chunk)];
    private int _start;
    private int _end;
    private long _position = start;

    /// <summary>The bytes from the record's first on, as far as they are read.</summary>
    internal ReadOnlySpan<byte> Window => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Whether every byte in the window is known to be ASCII.</summary>
    internal bool IsAscii { get; private set; } = true;

    /// <summary>Whether a NUL byte may be in the window.</summary>
    internal bool MayHaveNul { get; private set; }

    /// <summary>Whether the window may not grow any more.</summary>
    internal bool IsFull => _end - _start >= maximum;

    /// <summary>Makes the window longer; false at the end of the file or when it <see cref="IsFull"/>. Its bytes so far stay at the same offsets.</summary>
    internal bool Grow()
    {
        if (IsFull)
            return false;
        if (_end - _start > _buffer.Length / 2)
            Array.Resize(ref _buffer, checked((int)Math.Min(2L * _buffer.Length, 2L * maximum)));
        if (_start > 0)
        {
            Window.CopyTo(_buffer);
            _end -= _start;
            _start = 0;
            IsAscii = Ascii.IsValid(Window);
            MayHaveNul = Window.Contains((byte)0);
        }

        var count = bytes.Read(_position, _buffer.AsSpan(_end, Math.Min(Chunk, _buffer.Length - _end)));
        var fresh = _buffer.AsSpan(_end, count);
        IsAscii = IsAscii && Ascii.IsValid(fresh);
        MayHaveNul = MayHaveNul || fresh.Contains((byte)0);
        _end += count;
        _position += count;
        return count > 0;
    }

    /// <summary>Moves the window's start.</summary>
    internal void Advance(int count) => _start += count;
}
