using System.Buffers;

namespace DataHound.Storage.Preparation.Reading;

/// <summary>Finds what separates the cells: the one of comma, semicolon, tab and bar that stands most often outside quotes in the first line.</summary>
internal static class DelimiterSniffer
{
    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);

    /// <summary>Looks at the first line that is not empty, without moving the window; a line without any of them is one column.</summary>
    internal static byte Sniff(RecordBuffer buffer)
    {
        while (FirstLine(buffer.Window).Length == buffer.Window.Length && buffer.Window.Length < 64 * 1024 && buffer.Grow())
        {
            // The line's end is not in the window yet.
        }

        ReadOnlySpan<byte> candidates = ",;\t|"u8;
        Span<int> counts = stackalloc int[4];
        var isQuoted = false;
        foreach (var value in FirstLine(buffer.Window))
        {
            isQuoted ^= value == (byte)'"';
            var candidate = isQuoted ? -1 : candidates.IndexOf(value);
            if (candidate >= 0)
                counts[candidate]++;
        }

        var best = 0;
        for (var i = 1; i < counts.Length; i++)
        {
            if (counts[i] > counts[best])
                best = i;
        }

        return candidates[best];
    }

    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> window)
    {
        var start = window.IndexOfAnyExcept(LineEnds);
        if (start < 0)
            return window;
        var length = window[start..].IndexOfAny(LineEnds);
        return length < 0 ? window[start..] : window.Slice(start, length);
    }
}
