namespace DataHound.Domain.Preparation;

/// <summary>
/// Reads a company's timestamps: the configured formats in order, then ISO 8601, then, where allowed, a spreadsheet's serial number. Text without an
/// offset is the company's local time; text with one is converted to it, because every stored timestamp is local.
/// </summary>
/// <param name="formats">The configured formats, tried in order.</param>
/// <param name="zone">The company's time zone.</param>
public sealed class TimestampReader(IReadOnlyList<TimestampFormat> formats, TimeZoneInfo zone)
{
    private readonly TimestampFormat[] _formats = [.. formats];

    /// <summary>Reads trimmed text into a company-local moment; false when no reading fits.</summary>
    public bool TryParse(ReadOnlySpan<byte> text, bool mayBeSerial, out DateTime local)
    {
        foreach (var format in _formats)
        {
            if (format.TryParse(text, out var parts))
                return TryLocalise(parts, out local);
        }

        if (IsoTimestamp.TryParse(text, out var iso))
            return TryLocalise(iso, out local);
        local = default;
        return mayBeSerial && ExcelSerial.TryParse(text, out local);
    }

    private bool TryLocalise(TimestampParts parts, out DateTime local)
    {
        local = parts.ToDateTime();
        if (parts.OffsetMinutes is not { } offset)
            return true;
        var utcTicks = local.Ticks - (offset * TimeSpan.TicksPerMinute);
        if (utcTicks < TimeSpan.TicksPerDay || utcTicks > DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay)
            return false;
        local = DateTime.SpecifyKind(TimeZoneInfo.ConvertTimeFromUtc(new DateTime(utcTicks, DateTimeKind.Utc), zone), DateTimeKind.Unspecified);
        return true;
    }
}
