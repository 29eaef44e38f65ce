using System.Runtime.CompilerServices;

namespace DataHound.Bench.FieldService.Generation;

/// <summary>A small seeded source of chance (SplitMix64): the same seed gives the same delivery on every machine and runtime.</summary>
internal sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A whole number from 0 to <paramref name="bound"/> - 1.</summary>
    public int Below(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>True so many times in ten thousand.</summary>
    public bool Once(int inTenThousand) => Below(10_000) < inTenThousand;

    /// <summary>At least 0 and below 1.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public T Pick<T>(T[] choices) => choices[Below(choices.Length)];
}
