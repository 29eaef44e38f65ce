namespace DataHound.Domain.Preparation;

/// <summary>Outer blanks of UTF-8 text: ASCII white space and the no-break space that spreadsheets leave behind.</summary>
public static class Utf8Blanks
{
    /// <summary>The text without its outer blanks; a slice, nothing is copied.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (text.Length > 0 && LeadingBlank(text) is var blank and > 0)
            text = text[blank..];
        while (text.Length > 0 && TrailingBlank(text) is var blank and > 0)
            text = text[..^blank];
        return text;
    }

    /// <summary>Whether a byte is ASCII white space.</summary>
    public static bool IsBlank(byte value) => value is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r');

    private static int LeadingBlank(ReadOnlySpan<byte> text) =>
        IsBlank(text[0]) ? 1 : text.Length >= 2 && text[0] == 0xC2 && text[1] == 0xA0 ? 2 : 0;

    private static int TrailingBlank(ReadOnlySpan<byte> text) =>
        IsBlank(text[^1]) ? 1 : text.Length >= 2 && text[^1] == 0xA0 && text[^2] == 0xC2 ? 2 : 0;
}
