using System.Buffers;

namespace DuckDb;

/// <summary>Rented memory for texts too long for the stack; nothing is rented for short ones.</summary>
internal readonly ref struct Scratch
{
    internal const int OnStack = 512;
    private readonly byte[]? _rented;

    internal Scratch(int size) => _rented = size > OnStack ? ArrayPool<byte>.Shared.Rent(size) : null;

    internal Span<byte> Span => _rented;

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }
}
