using System.Buffers.Text;

namespace DataHound.Domain.Preparation;

/// <summary>Whole numbers of 32 bits. A spreadsheet's <c>20.0</c> is 20; <c>20.5</c> is not a whole number.</summary>
public static class IntegerText
{
    /// <summary>Reads trimmed text; false when it is not a whole number or too large.</summary>
    public static bool TryParse(ReadOnlySpan<byte> trimmed, out int value)
    {
        var point = trimmed.IndexOf((byte)'.');
        var whole = point < 0 ? trimmed : trimmed[..point];
        if (point >= 0 && trimmed[(point + 1)..].IndexOfAnyExcept((byte)'0') >= 0)
            whole = default;
        return Utf8Parser.TryParse(whole, out value, out var consumed) && consumed == whole.Length;
    }
}
