using System.Globalization;
using DataHound.Domain.Scheduling;
using FsCheck;
using FsCheck.Fluent;

namespace DataHound.Domain.Tests.Scheduling;

/// <summary>Random expressions, zones and instants.</summary>
internal static class ScheduleSamples
{
    public static readonly TimeZoneInfo Chicago = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");
    public static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    public static readonly TimeZoneInfo LordHowe = TimeZoneInfo.FindSystemTimeZoneById("Australia/Lord_Howe");

    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public static Gen<TimeZoneInfo> Zones { get; } = Gen.Elements(TimeZoneInfo.Utc, Chicago, Berlin, LordHowe, TimeZoneInfo.FindSystemTimeZoneById("America/Sao_Paulo"));

    /// <summary>Instants from 2015 to 2030, more of them close to changes of the clock than chance would give.</summary>
    public static Gen<DateTimeOffset> Instants { get; } =
        from year in Gen.Choose(2015, 2029)
        from month in Gen.Frequency((1, Gen.Choose(1, 12)), (1, Gen.Elements(3, 4, 10, 11)))
        from day in Gen.Choose(1, 28)
        from second in Gen.Choose(0, 86_399)
        select new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero).AddSeconds(second);

    public static Gen<string> CronTexts(bool seconds) =>
        from second in seconds ? Field(0, 59) : Gen.Constant("0")
        from minute in Field(0, 59)
        from hour in Field(0, 23)
        from byDay in Gen.Elements(true, false)
        from day in byDay ? Field(1, 28) : Gen.Constant("*")
        from month in Field(1, 12)
        from dayOfWeek in byDay ? Gen.Constant("*") : Field(0, 6)
        select $"{(seconds ? second + " " : "")}{minute} {hour} {day} {month} {dayOfWeek}";

    public static Gen<string> Texts { get; } = Gen.OneOf(
        CronTexts(seconds: false),
        CronTexts(seconds: true),
        from minutes in Gen.Choose(1, 5000) select string.Create(CultureInfo.InvariantCulture, $"interval:{minutes}"),
        from time in Times select $"daily:{time}",
        from days in Gen.NonEmptyListOf(Gen.Elements(Days)) from minutes in Gen.Choose(1, 1440) select $"weekly:{string.Join(',', days.Distinct(StringComparer.Ordinal))}@{minutes}",
        from day in Gen.Elements(Days) from minutes in Gen.Choose(1, 1440) from hour in Gen.Choose(0, 22)
        select string.Create(CultureInfo.InvariantCulture, $"weekly:{day}@{minutes}@{hour:00}:15-{hour + 1:00}:45"),
        from time in Times from day in Gen.Choose(1, 28) select string.Create(CultureInfo.InvariantCulture, $"once:2027-03-{day:00}T{time}"));

    public static Arbitrary<(ScheduleExpression Schedule, TimeZoneInfo Zone, DateTimeOffset After)> Cases { get; } =
        (from text in Texts from zone in Zones from after in Instants select (ScheduleExpression.Parse(text), zone, after)).ToArbitrary();

    private static Gen<string> Times => from hour in Gen.Choose(0, 23) from minute in Gen.Choose(0, 59) select string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{minute:00}");

    private static Gen<string> Field(int least, int most) => Gen.OneOf(
        Gen.Constant("*"),
        from value in Gen.Choose(least, most) select value.ToString(CultureInfo.InvariantCulture),
        from step in Gen.Choose(2, Math.Max(2, most / 2)) select string.Create(CultureInfo.InvariantCulture, $"*/{step}"),
        from first in Gen.Choose(least, most) from last in Gen.Choose(first, most) select string.Create(CultureInfo.InvariantCulture, $"{first}-{last}"),
        from values in Gen.NonEmptyListOf(Gen.Choose(least, most)) select string.Join(',', values));
}
