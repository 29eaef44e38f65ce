namespace Storage.Tests.DataPlane.Objects;

/// <summary>Gives so many bytes that are the same whenever they are asked for, and notes how many were asked for at once.</summary>
internal sealed class PatternStream(long length) : Stream
{
    private long _position;

    /// <summary>The largest piece that was asked for.</summary>
    public int LargestRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        LargestRead = Math.Max(LargestRead, buffer.Length);
        var given = (int)Math.Min(buffer.Length, length - _position);
        for (var index = 0; index < given; index++)
            buffer[index] = (byte)((_position + index) * 31 >> 3);
        _position += given;
        return given;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
