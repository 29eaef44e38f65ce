namespace DuckDb;

/// <summary>Conversions between <see cref="decimal"/> and the engine's unscaled integers, exact or refused.</summary>
internal static class DuckDecimal
{
    private const int LargestScale = 28;
    private static readonly Int128[] Powers = CreatePowers();

    internal static Int128 PowerOfTen(int exponent) => Powers[exponent];

    /// <summary>The decimal, or null when it needs more than 96 bits or 28 digits after the point.</summary>
    internal static decimal? ToDecimal(Int128 unscaled, int scale)
    {
        var negative = Int128.IsNegative(unscaled);
        var magnitude = negative ? (UInt128)(-unscaled) : (UInt128)unscaled;
        while (scale > LargestScale && magnitude % 10 == 0)
        {
            magnitude /= 10;
            scale--;
        }

        if (scale > LargestScale || magnitude >> 96 != 0)
        {
            return null;
        }

        return new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), negative, (byte)scale);
    }

    /// <summary>The unscaled value and scale of a decimal.</summary>
    internal static (Int128 Unscaled, int Scale) Split(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var magnitude = (Int128)new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        return (value < 0 ? -magnitude : magnitude, value.Scale);
    }

    /// <summary>The unscaled value at the wanted scale, or null when digits would be lost or the width is exceeded.</summary>
    internal static Int128? Rescale(decimal value, int width, int scale)
    {
        var (unscaled, from) = Split(value);
        for (; from > scale; from--)
        {
            if (unscaled % 10 != 0)
            {
                return null;
            }

            unscaled /= 10;
        }

        var added = scale - from;
        return Int128.Abs(unscaled) < Powers[width - added] ? unscaled * Powers[added] : null;
    }

    private static Int128[] CreatePowers()
    {
        var powers = new Int128[39];
        powers[0] = 1;
        for (var exponent = 1; exponent < powers.Length; exponent++)
        {
            powers[exponent] = powers[exponent - 1] * 10;
        }

        return powers;
    }
}
