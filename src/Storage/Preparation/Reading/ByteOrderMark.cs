using System.Runtime.InteropServices;
using System.Text;

namespace DataHound.Storage.Preparation.Reading;

/// <summary>How a file says, or shows, in which encoding it is written.</summary>
/// <param name="Length">Bytes of the mark itself.</param>
/// <param name="Utf16">The encoding when it is UTF-16; null for one byte per ASCII character.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ByteOrderMark(int Length, Encoding? Utf16)
{
    /// <summary>Judges a file by its first bytes. UTF-16 without a mark shows by the zero in every other byte.</summary>
    internal static ByteOrderMark Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return new ByteOrderMark(3, null);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return new ByteOrderMark(2, Encoding.Unicode);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return new ByteOrderMark(2, Encoding.BigEndianUnicode);
        var pairs = head.Length / 2;
        var zeros = (Even: 0, Odd: 0);
        for (var i = 0; i < 2 * pairs; i++)
        {
            if (head[i] == 0)
                zeros = i % 2 == 0 ? (zeros.Even + 1, zeros.Odd) : (zeros.Even, zeros.Odd + 1);
        }

        if (pairs >= 4 && zeros.Even == 0 && zeros.Odd > pairs / 2)
            return new ByteOrderMark(0, Encoding.Unicode);
        return pairs >= 4 && zeros.Odd == 0 && zeros.Even > pairs / 2 ? new ByteOrderMark(0, Encoding.BigEndianUnicode) : default;
    }
}
