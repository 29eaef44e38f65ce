using System.Runtime.InteropServices;

namespace DuckDb.Interop;

/// <summary><c>duckdb_string_t</c>: 16 bytes, a length and then either the bytes themselves (up to 12) or a prefix and a pointer.</summary>
internal static unsafe class NativeText
{
    internal const int Size = 16;
    private const int InlineLimit = 12;
    private const int InlineOffset = 4;
    private const int PointerOffset = 8;

    internal static ReadOnlySpan<byte> Read(byte* text)
    {
        var length = *(int*)text;
        return new ReadOnlySpan<byte>(length <= InlineLimit ? text + InlineOffset : *(byte**)(text + PointerOffset), length);
    }

    /// <summary>Short texts are written in place, without a call; longer ones are copied into the vector's own heap.</summary>
    internal static void Write(nint vector, byte* data, int row, ReadOnlySpan<byte> text)
    {
        if (text.Length > InlineLimit)
        {
            fixed (byte* source = text)
            {
                Native.duckdb_unsafe_vector_assign_string_element_len(vector, row, source, text.Length);
            }

            return;
        }

        var slot = new Span<byte>(data + (row * (long)Size), Size);
        slot.Clear();
        MemoryMarshal.Write(slot, text.Length);
        text.CopyTo(slot[InlineOffset..]);
    }
}
