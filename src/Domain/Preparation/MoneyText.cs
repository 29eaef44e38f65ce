namespace DataHound.Domain.Preparation;

/// <summary>
/// Money as decimal(18,2), in hundredths: with or without a dollar sign and thousands separators; negative with a leading or trailing minus
/// or in brackets. More than two decimals round half away from zero.
/// </summary>
public static class MoneyText
{
    /// <summary>The largest amount in hundredths: 18 digits.</summary>
    public const long MaximumHundredths = 999_999_999_999_999_999;

    /// <summary>Reads trimmed text into hundredths; false when it is not an amount or too large.</summary>
    public static bool TryParse(ReadOnlySpan<byte> trimmed, out long hundredths)
    {
        hundredths = 0;
        var text = trimmed;
        var negative = false;
        if (text.Length >= 2 && text[0] == (byte)'(' && text[^1] == (byte)')')
        {
            negative = true;
            text = Utf8Blanks.Trim(text[1..^1]);
        }

        var signed = TakeSign(ref text, ref negative, mayBeSigned: !negative);
        if (text.Length > 0 && text[0] == (byte)'$')
        {
            text = Utf8Blanks.Trim(text[1..]);
            signed |= TakeSign(ref text, ref negative, mayBeSigned: !negative && !signed);
        }

        if (!signed && !negative && text.Length > 1 && text[^1] == (byte)'-')
        {
            negative = true;
            text = text[..^1];
        }

        if (!TryReadDigits(text, out hundredths))
            return false;
        if (negative)
            hundredths = -hundredths;
        return true;
    }

    private static bool TakeSign(ref ReadOnlySpan<byte> text, ref bool negative, bool mayBeSigned)
    {
        if (!mayBeSigned || text.Length == 0 || text[0] is not ((byte)'-' or (byte)'+'))
            return false;
        negative = text[0] == (byte)'-';
        text = Utf8Blanks.Trim(text[1..]);
        return true;
    }

    private static bool TryReadDigits(ReadOnlySpan<byte> text, out long hundredths)
    {
        hundredths = 0;
        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? default : text[(point + 1)..];
        if (!TryReadWhole(whole, out var units, out var digits) || fraction.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0 || (digits == 0 && fraction.Length == 0))
            return false;
        var cents = (fraction.Length > 0 ? (fraction[0] - '0') * 10 : 0) + (fraction.Length > 1 ? fraction[1] - '0' : 0);
        if (fraction.Length > 2 && fraction[2] >= (byte)'5')
            cents++;
        hundredths = (units * 100) + cents;
        return hundredths <= MaximumHundredths;
    }

    // Thousands separators stand in groups of three, or "1,5" would quietly become 15.
    private static bool TryReadWhole(ReadOnlySpan<byte> whole, out long units, out int digits)
    {
        units = 0;
        digits = 0;
        var sinceComma = -1;
        foreach (var value in whole)
        {
            if (value == (byte)',')
            {
                if (digits == 0 || sinceComma is not (-1 or 3) || (sinceComma < 0 && digits > 3))
                    return false;
                sinceComma = 0;
                continue;
            }

            if (value is < (byte)'0' or > (byte)'9' || ++digits > 16)
                return false;
            if (sinceComma >= 0)
                sinceComma++;
            units = (units * 10) + (value - '0');
        }

        return sinceComma is -1 or 3;
    }
}
