namespace DataHound.Domain.Preparation;

/// <summary>ISO 8601 in its extended form: <c>2015-06-24</c>, <c>2015-06-24T19:30</c>, with seconds, a fraction, <c>Z</c> or an offset; a blank may stand for the T.</summary>
public static class IsoTimestamp
{
    /// <summary>Reads trimmed text; false when it has another form or is no date. A fraction of a second is cut off.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out TimestampParts parts)
    {
        parts = default;
        if (!TimestampDigits.TryTake(ref text, 4, 4, out parts.Year) || !TrySkip(ref text, (byte)'-')
            || !TimestampDigits.TryTake(ref text, 2, 2, out parts.Month) || !TrySkip(ref text, (byte)'-')
            || !TimestampDigits.TryTake(ref text, 2, 2, out parts.Day))
            return false;
        return (text.Length == 0 || TryTakeTime(ref text, ref parts)) && text.Length == 0 && parts.IsValid;
    }

    private static bool TryTakeTime(ref ReadOnlySpan<byte> text, ref TimestampParts parts)
    {
        if (!(TrySkip(ref text, (byte)'T') || TrySkip(ref text, (byte)'t') || TrySkip(ref text, (byte)' '))
            || !TimestampDigits.TryTake(ref text, 2, 2, out parts.Hour) || !TrySkip(ref text, (byte)':')
            || !TimestampDigits.TryTake(ref text, 2, 2, out parts.Minute))
            return false;
        if (TrySkip(ref text, (byte)':'))
        {
            if (!TimestampDigits.TryTake(ref text, 2, 2, out parts.Second))
                return false;
            if ((TrySkip(ref text, (byte)'.') || TrySkip(ref text, (byte)',')) && !TrySkipFraction(ref text))
                return false;
        }

        return text.Length == 0 || TimestampDigits.TryTakeOffset(ref text, ref parts);
    }

    private static bool TrySkipFraction(ref ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var length = end < 0 ? text.Length : end;
        text = text[length..];
        return length > 0;
    }

    private static bool TrySkip(ref ReadOnlySpan<byte> text, byte value)
    {
        if (text.Length == 0 || text[0] != value)
            return false;
        text = text[1..];
        return true;
    }
}
