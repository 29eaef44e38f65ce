namespace DataHound.Domain.Preparation;

/// <summary>Takes numbers off the front of a timestamp's text.</summary>
internal static class TimestampDigits
{
    /// <summary>Takes as many digits as there are, at most <paramref name="most"/>; false when there are fewer than <paramref name="least"/>.</summary>
    internal static bool TryTake(ref ReadOnlySpan<byte> text, int least, int most, out int value)
    {
        value = 0;
        var count = 0;
        while (count < most && count < text.Length && text[count] is >= (byte)'0' and <= (byte)'9')
            value = (value * 10) + (text[count++] - '0');
        text = text[count..];
        return count >= least;
    }

    /// <summary>Takes <c>Z</c>, <c>+05:00</c>, <c>-0500</c> or <c>+05</c>.</summary>
    internal static bool TryTakeOffset(ref ReadOnlySpan<byte> text, ref TimestampParts parts)
    {
        if (text.Length == 0)
            return false;
        var sign = text[0];
        text = text[1..];
        if (sign is (byte)'Z' or (byte)'z')
        {
            parts.OffsetMinutes = 0;
            return true;
        }

        var minutes = 0;
        if (sign is not ((byte)'+' or (byte)'-') || !TryTake(ref text, 2, 2, out var hours))
            return false;
        if (text.Length > 0 && text[0] == (byte)':')
            text = text[1..];
        if (text.Length > 0 && !TryTake(ref text, 2, 2, out minutes))
            return false;
        parts.OffsetMinutes = (sign == (byte)'-' ? -1 : 1) * ((hours * 60) + minutes);
        return hours <= 14 && minutes <= 59;
    }
}
