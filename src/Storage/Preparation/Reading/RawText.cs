using System.Text;

namespace DataHound.Storage.Preparation.Reading;

/// <summary>Shows a broken record's bytes as text that every table and reader can hold.</summary>
internal static class RawText
{
    /// <summary>The bytes as valid UTF-8 without NULs, cut off at the limit with an ellipsis.</summary>
    internal static byte[] Of(ReadOnlySpan<byte> record, int maximumBytes)
    {
        var isCut = record.Length > maximumBytes;
        var bytes = isCut ? record[..maximumBytes] : record;
        while (isCut && bytes.Length > 0 && (bytes[^1] & 0xC0) == 0x80)
            bytes = bytes[..^1];
        if (isCut && bytes.Length > 0 && bytes[^1] >= 0xC0)
            bytes = bytes[..^1];
        bytes = bytes.TrimEnd("\r\n"u8);
        string text;
        if (Utf8Repair.IsValid(bytes))
        {
            text = Encoding.UTF8.GetString(bytes);
        }
        else
        {
            var utf8 = new byte[bytes.Length * Utf8Repair.Growth];
            text = Encoding.UTF8.GetString(utf8.AsSpan(0, Utf8Repair.FromWindows1252(bytes, utf8)));
        }

        return Encoding.UTF8.GetBytes(text.Replace('\0', '\u2400') + (isCut ? "…" : string.Empty));
    }
}
