using System.Text;

namespace DataHound.Domain.Preparation;

/// <summary>The line of sums that reports end with: total, totals or grand total in any case.</summary>
public static class TotalsRow
{
    /// <summary>Whether a trimmed cell says that its row is a totals row.</summary>
    public static bool IsMark(ReadOnlySpan<byte> trimmed) => trimmed.Length switch
    {
        5 => Ascii.EqualsIgnoreCase(trimmed, "total"u8),
        6 => Ascii.EqualsIgnoreCase(trimmed, "totals"u8),
        11 => Ascii.EqualsIgnoreCase(trimmed, "grand total"u8),
        _ => false,
    };
}
