using System.Text;
using System.Text.Unicode;

namespace DataHound.Storage.Preparation.Reading;

/// <summary>
/// Text that claims to be UTF-8 and is not was written in Windows-1252 (or its subset Latin-1). Each cell is judged alone, so that one such cell does not
/// spoil a file, and a file need not be read twice to know.
/// </summary>
internal static class Utf8Repair
{
    // What Windows-1252 has in 0x80-0x9F; the five holes stay control characters.
    private const string Upper = "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    /// <summary>Most bytes of UTF-8 that one byte becomes.</summary>
    internal const int Growth = 3;

    /// <summary>Whether the text can stay as it is.</summary>
    internal static bool IsValid(ReadOnlySpan<byte> text) => Utf8.IsValid(text);

    /// <summary>Writes Windows-1252 text as UTF-8 and says how many bytes that took.</summary>
    internal static int FromWindows1252(ReadOnlySpan<byte> text, Span<byte> utf8)
    {
        var written = 0;
        foreach (var value in text)
        {
            var rune = new Rune(value is >= 0x80 and <= 0x9F ? Upper[value - 0x80] : (char)value);
            written += rune.EncodeToUtf8(utf8[written..]);
        }

        return written;
    }
}
