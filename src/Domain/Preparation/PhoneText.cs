using System.Text;

namespace DataHound.Domain.Preparation;

/// <summary>
/// Telephone numbers: a cell splits at <c>, ; /</c>; each part is cut at <c>x</c> or <c>ext</c>, reduced to its digits, and loses the leading 1 of
/// eleven. Ten digits are a phone; any other part is kept as it was written and flagged.
/// </summary>
public static class PhoneText
{
    /// <summary>Digits of a phone.</summary>
    public const int Digits = 10;

    /// <summary>Takes the next part off the cell; false when nothing is left. Blank parts are skipped.</summary>
    public static bool TryTakePart(ref ReadOnlySpan<byte> cell, out ReadOnlySpan<byte> part)
    {
        while (cell.Length > 0)
        {
            var end = cell.IndexOfAny((byte)',', (byte)';', (byte)'/');
            part = Utf8Blanks.Trim(end < 0 ? cell : cell[..end]);
            cell = end < 0 ? default : cell[(end + 1)..];
            if (part.Length > 0)
                return true;
        }

        part = default;
        return false;
    }

    /// <summary>Reads one part.</summary>
    /// <param name="part">The part, trimmed.</param>
    /// <param name="digits">Receives the ten digits.</param>
    /// <returns>Whether the part is a phone; otherwise <paramref name="digits"/> is undefined.</returns>
    public static bool TryParse(ReadOnlySpan<byte> part, Span<byte> digits)
    {
        var count = 0;
        Span<byte> found = stackalloc byte[Digits + 1];
        foreach (var value in part)
        {
            if (value is (byte)'x' or (byte)'X')
                break;
            if (value is < (byte)'0' or > (byte)'9')
                continue;
            if (count == found.Length)
                return false;
            found[count++] = value;
        }

        var number = found[..count];
        if (count == Digits + 1 && number[0] == (byte)'1')
            number = number[1..];
        if (number.Length != Digits)
            return false;
        number.CopyTo(digits);
        return true;
    }

    /// <summary>The ten digits of a phone in text, or null.</summary>
    public static string? Parse(string? text)
    {
        Span<byte> digits = stackalloc byte[Digits];
        return text is not null && TryParse(Encoding.UTF8.GetBytes(text), digits) ? Encoding.ASCII.GetString(digits) : null;
    }
}
