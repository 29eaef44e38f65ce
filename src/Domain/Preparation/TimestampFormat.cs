using System.Text;

namespace DataHound.Domain.Preparation;

/// <summary>
/// A strptime format, compiled once: <c>%Y %y %m %d %H %I %M %S %f %p %b %B %a %A %T %D %F %R %z %%</c>. Numbers may lack their leading zero, white space
/// matches any white space, names ignore case, and the whole text must match.
/// </summary>
public sealed class TimestampFormat
{
    private static readonly byte[][] Months = Names("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december");
    private static readonly byte[][] Weekdays = Names("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

    private readonly byte[] _steps;

    private TimestampFormat(string text, byte[] steps)
    {
        Text = text;
        _steps = steps;
    }

    /// <summary>The format as configured.</summary>
    public string Text { get; }

    /// <summary>Compiles a format.</summary>
    /// <exception cref="FormatException">It holds a directive that is not supported.</exception>
    public static TimestampFormat Compile(string format)
    {
        var expanded = format.Replace("%T", "%H:%M:%S", StringComparison.Ordinal).Replace("%D", "%m/%d/%y", StringComparison.Ordinal)
            .Replace("%F", "%Y-%m-%d", StringComparison.Ordinal).Replace("%R", "%H:%M", StringComparison.Ordinal);
        for (var i = 0; i < expanded.Length; i++)
        {
            if (expanded[i] == '%' && (++i == expanded.Length || !"YymdHIMSfpbBaAz%".Contains(expanded[i], StringComparison.Ordinal)))
                throw new FormatException($"The date format '{format}' holds a directive that is not supported.");
        }

        return new TimestampFormat(format, Encoding.UTF8.GetBytes(expanded));
    }

    /// <summary>Reads trimmed text; false when it does not match or is no date.</summary>
    public bool TryParse(ReadOnlySpan<byte> text, out TimestampParts parts)
    {
        parts = new TimestampParts { Year = 1900, Month = 1, Day = 1 };
        var afternoon = (bool?)null;
        var twelveHours = false;
        for (var i = 0; i < _steps.Length; i++)
        {
            var step = _steps[i];
            if (Utf8Blanks.IsBlank(step))
            {
                if (text.Length == 0 || !Utf8Blanks.IsBlank(text[0]))
                    return false;
                text = text[1..];
                while (text.Length > 0 && Utf8Blanks.IsBlank(text[0]))
                    text = text[1..];
            }
            else if (step != (byte)'%' || _steps[++i] == (byte)'%')
            {
                if (text.Length == 0 || text[0] != step)
                    return false;
                text = text[1..];
            }
            else
            {
                twelveHours |= _steps[i] == (byte)'I';
                if (!TryTake((char)_steps[i], ref text, ref parts, ref afternoon))
                    return false;
            }
        }

        return text.Length == 0 && TryApplyHalf(ref parts, twelveHours, afternoon) && parts.IsValid;
    }

    private static bool TryTake(char directive, ref ReadOnlySpan<byte> text, ref TimestampParts parts, ref bool? afternoon) => directive switch
    {
        'Y' => TimestampDigits.TryTake(ref text, 4, 4, out parts.Year),
        'y' => TimestampDigits.TryTake(ref text, 2, 2, out parts.Year) && TryExpandYear(ref parts.Year),
        'm' => TimestampDigits.TryTake(ref text, 1, 2, out parts.Month),
        'd' => TimestampDigits.TryTake(ref text, 1, 2, out parts.Day),
        'H' or 'I' => TimestampDigits.TryTake(ref text, 1, 2, out parts.Hour),
        'M' => TimestampDigits.TryTake(ref text, 1, 2, out parts.Minute),
        'S' => TimestampDigits.TryTake(ref text, 1, 2, out parts.Second),
        'f' => TimestampDigits.TryTake(ref text, 1, 9, out _),
        'p' => TryTakeHalf(ref text, ref afternoon),
        'b' or 'B' => TryTakeName(Months, directive == 'B', ref text, out parts.Month),
        'a' or 'A' => TryTakeName(Weekdays, directive == 'A', ref text, out _),
        _ => TimestampDigits.TryTakeOffset(ref text, ref parts),
    };

    private static bool TryExpandYear(ref int year)
    {
        year += year < 69 ? 2000 : 1900;
        return true;
    }

    private static bool TryTakeHalf(ref ReadOnlySpan<byte> text, ref bool? afternoon)
    {
        if (text.Length < 2 || (text[1] | 0x20) != 'm' || (text[0] | 0x20) is not ('a' or 'p'))
            return false;
        afternoon = (text[0] | 0x20) == 'p';
        text = text[2..];
        return true;
    }

    private static bool TryApplyHalf(ref TimestampParts parts, bool twelveHours, bool? afternoon)
    {
        if (!twelveHours)
            return true;
        if (parts.Hour is < 1 or > 12)
            return false;
        parts.Hour = (parts.Hour % 12) + (afternoon == true ? 12 : 0);
        return true;
    }

    private static bool TryTakeName(byte[][] names, bool whole, ref ReadOnlySpan<byte> text, out int number)
    {
        for (number = 1; number <= names.Length; number++)
        {
            var name = whole ? names[number - 1] : names[number - 1].AsSpan(0, 3);
            if (text.Length < name.Length || !Ascii.EqualsIgnoreCase(text[..name.Length], name))
                continue;
            text = text[name.Length..];
            return true;
        }

        return false;
    }

    private static byte[][] Names(params string[] names) => [.. names.Select(Encoding.ASCII.GetBytes)];
}
