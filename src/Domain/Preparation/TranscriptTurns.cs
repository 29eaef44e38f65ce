using System.Runtime.InteropServices;
using System.Text;

namespace DataHound.Domain.Preparation;

/// <summary>Splits a transcript into turns at its <c>Agent:</c> and <c>Contact:</c> markers. A marker begins a word; case does not matter.</summary>
public static class TranscriptTurns
{
    /// <summary>Takes the next turn off the text; false when nothing is left. Blank turns are skipped; text before the first marker has the role <c>unknown</c>.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> text, out TranscriptTurn turn)
    {
        while (Utf8Blanks.Trim(text).Length > 0)
        {
            var marker = MarkerAt(text, 0);
            var end = marker.Length;
            while (end < text.Length && MarkerAt(text, end).Length == 0)
                end++;
            turn = new TranscriptTurn(marker.Role, Utf8Blanks.Trim(text[marker.Length..end]));
            text = text[end..];
            if (turn.Text.Length > 0)
                return true;
        }

        turn = default;
        return false;
    }

    /// <summary>Whether the text holds a marker at all; without one it is no transcript.</summary>
    public static bool HasMarker(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (MarkerAt(text, i).Length > 0)
                return true;
        }

        return false;
    }

    private static Marker MarkerAt(ReadOnlySpan<byte> text, int start)
    {
        if (start > 0 && IsWord(text[start - 1]))
            return new Marker("unknown", 0);
        return StartsWith(text[start..], "agent:"u8) ? new Marker("agent", 6) : StartsWith(text[start..], "contact:"u8) ? new Marker("contact", 8) : new Marker("unknown", 0);
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> marker) =>
        text.Length >= marker.Length && (text[0] | 0x20) == marker[0] && Ascii.EqualsIgnoreCase(text[..marker.Length], marker);

    private static bool IsWord(byte value) => value >= 0x80 || char.IsAsciiLetterOrDigit((char)value) || value == (byte)'_';

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Marker(string Role, int Length);
}
