using System.Text;

namespace DataHound.Domain.Preparation;

/// <summary>Booleans in their usual spellings: true, false, yes, no, y, n, 1, 0, t, f, in any case.</summary>
public static class BooleanText
{
    /// <summary>Reads trimmed text; false when it is none of the spellings.</summary>
    public static bool TryParse(ReadOnlySpan<byte> trimmed, out bool value)
    {
        value = trimmed.Length switch
        {
            1 => trimmed[0] is (byte)'1' or (byte)'t' or (byte)'T' or (byte)'y' or (byte)'Y',
            3 => Ascii.EqualsIgnoreCase(trimmed, "yes"u8),
            4 => Ascii.EqualsIgnoreCase(trimmed, "true"u8),
            _ => false,
        };
        return value || trimmed.Length switch
        {
            1 => trimmed[0] is (byte)'0' or (byte)'f' or (byte)'F' or (byte)'n' or (byte)'N',
            2 => Ascii.EqualsIgnoreCase(trimmed, "no"u8),
            5 => Ascii.EqualsIgnoreCase(trimmed, "false"u8),
            _ => false,
        };
    }
}
