using System.Text;

namespace DataHound.Domain.Preparation;

/// <summary>Words that exports write where there is nothing: empty, n/a, na, nan, none, null, nat and a lone hyphen, in any case.</summary>
public static class NullWords
{
    /// <summary>Whether the trimmed text says that there is no value.</summary>
    public static bool Contains(ReadOnlySpan<byte> trimmed) => trimmed.Length switch
    {
        0 => true,
        1 => trimmed[0] == (byte)'-',
        2 => Ascii.EqualsIgnoreCase(trimmed, "na"u8),
        3 => Ascii.EqualsIgnoreCase(trimmed, "n/a"u8) || Ascii.EqualsIgnoreCase(trimmed, "nan"u8) || Ascii.EqualsIgnoreCase(trimmed, "nat"u8),
        4 => Ascii.EqualsIgnoreCase(trimmed, "none"u8) || Ascii.EqualsIgnoreCase(trimmed, "null"u8),
        _ => false,
    };
}
