using System.Buffers.Text;

namespace DataHound.Domain.Preparation;

/// <summary>A spreadsheet's serial number as a date: days since 1899-12-30, the fraction is the time of day.</summary>
public static class ExcelSerial
{
    private static readonly DateTime Origin = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>The last day that a timestamp can hold, 9999-12-31.</summary>
    private const int LastDay = 2_958_465;

    /// <summary>Reads trimmed text such as <c>41440.6270833333</c>, rounded to the second; false when it is no number or out of range.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTime value)
    {
        value = default;
        if (text.Length == 0 || text.IndexOfAnyExcept("0123456789."u8) >= 0 || !Utf8Parser.TryParse(text, out double days, out var consumed) || consumed != text.Length || days is < 1 or >= LastDay + 1)
            return false;
        var whole = Math.Floor(days);
        var seconds = Math.Round((days - whole) * 86_400, MidpointRounding.AwayFromZero);
        if (whole >= LastDay && seconds >= 86_400)
            return false;
        value = Origin.AddDays(whole).AddSeconds(seconds);
        return true;
    }
}
