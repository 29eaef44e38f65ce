using System.Globalization;
using DataHound.Domain.Preparation;
using FsCheck;
using FsCheck.Fluent;

namespace DataHound.Domain.Tests.Preparation;

public sealed class TimestampReaderTests
{
    private static readonly TimeZoneInfo Austin = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");

    [Theory]
    [InlineData("%m/%d/%Y %I:%M %p", "06/24/2015 07:30 PM", "2015-06-24 19:30:00")]
    [InlineData("%m/%d/%Y %I:%M %p", "6/4/2015 12:05 am", "2015-06-04 00:05:00")]
    [InlineData("%m/%d/%Y %I:%M %p", "06/24/2015   12:00 PM", "2015-06-24 12:00:00")]
    [InlineData("%m/%d/%Y %H:%M", "06/24/2015 19:30", "2015-06-24 19:30:00")]
    [InlineData("%d/%m/%Y", "03/04/2025", "2025-04-03 00:00:00")]
    [InlineData("%d.%m.%y", "03.04.69", "1969-04-03 00:00:00")]
    [InlineData("%d.%m.%y", "03.04.68", "2068-04-03 00:00:00")]
    [InlineData("%d %b %Y", "3 Apr 2025", "2025-04-03 00:00:00")]
    [InlineData("%B %d, %Y", "april 3, 2025", "2025-04-03 00:00:00")]
    [InlineData("%a %d %b %Y %T", "Thu 03 Apr 2025 04:05:06", "2025-04-03 04:05:06")]
    [InlineData("%Y%m%d%H%M%S.%f", "20250403040506.123", "2025-04-03 04:05:06")]
    [InlineData("100%% %F", "100% 2025-04-03", "2025-04-03 00:00:00")]
    public void Configured_formats_are_read(string format, string text, string expected) => Read(text, formats: [format]).ShouldBe(expected);

    [Theory]
    [InlineData("%m/%d/%Y", "02/30/2015")]
    [InlineData("%m/%d/%Y", "13/01/2015")]
    [InlineData("%m/%d/%Y", "01/02/2015 10:00")]
    [InlineData("%m/%d/%Y", "01/02/15")]
    [InlineData("%I:%M %p", "13:00 PM")]
    [InlineData("%H:%M", "24:00")]
    public void What_does_not_fit_a_format_is_no_date(string format, string text) => Read(text, formats: [format]).ShouldBeNull();

    [Fact]
    public void A_date_that_fits_two_readings_follows_the_configured_order()
    {
        Read("03/04/2025", formats: ["%d/%m/%Y", "%m/%d/%Y"]).ShouldBe("2025-04-03 00:00:00");
        Read("03/04/2025", formats: ["%m/%d/%Y", "%d/%m/%Y"]).ShouldBe("2025-03-04 00:00:00");
        Read("03/14/2025", formats: ["%d/%m/%Y", "%m/%d/%Y"]).ShouldBe("2025-03-14 00:00:00");
    }

    [Theory]
    [InlineData("2015-06-24", "2015-06-24 00:00:00")]
    [InlineData("2015-06-24T19:30", "2015-06-24 19:30:00")]
    [InlineData("2015-06-24 19:30:15", "2015-06-24 19:30:15")]
    [InlineData("2015-06-24T19:30:15.999", "2015-06-24 19:30:15")]
    public void Iso_needs_no_configuration(string text, string expected) => Read(text).ShouldBe(expected);

    [Theory]
    [InlineData("2015-06-24T19:30:00Z", "2015-06-24 14:30:00")]
    [InlineData("2015-01-24T19:30:00+00:00", "2015-01-24 13:30:00")]
    [InlineData("2015-06-24T19:30:00-0500", "2015-06-24 19:30:00")]
    [InlineData("2015-06-24T01:30:00+05", "2015-06-23 15:30:00")]
    public void An_offset_is_converted_to_the_companys_clock(string text, string expected) => Read(text).ShouldBe(expected);

    [Theory]
    [InlineData("2015-6-24")]
    [InlineData("2015-02-29")]
    [InlineData("2015-06-24T25:00")]
    [InlineData("2015-06-24T19:30x")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("yesterday")]
    [InlineData("")]
    public void Anything_else_is_no_timestamp(string text) => Read(text).ShouldBeNull();

    [Theory]
    [InlineData("41440.6270833333", "2013-06-15 15:03:00")]
    [InlineData("41440", "2013-06-15 00:00:00")]
    [InlineData("60", "1900-02-28 00:00:00")]
    [InlineData("41440.999999999", "2013-06-16 00:00:00")]
    public void A_serial_number_is_a_date_where_configured(string text, string expected)
    {
        Read(text, mayBeSerial: true).ShouldBe(expected);
        Read(text).ShouldBeNull();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("2958466")]
    [InlineData("1.2.3")]
    public void A_number_out_of_range_is_no_serial(string text) => Read(text, mayBeSerial: true).ShouldBeNull();

    [Fact]
    public void A_directive_that_is_not_known_is_refused_when_compiled() => Should.Throw<FormatException>(() => TimestampFormat.Compile("%Y-%Q"));

    [Fact]
    public void Every_second_comes_back_from_iso_and_from_its_serial() => Prop.ForAll<PositiveInt>(seconds =>
    {
        var moment = new DateTime(1950, 1, 1).AddSeconds(seconds.Get * 977L % 3_000_000_000L);
        Read(moment.ToString("s", CultureInfo.InvariantCulture)).ShouldBe(Shown(moment));
        var serial = (decimal)(moment - new DateTime(1899, 12, 30)).Ticks / TimeSpan.TicksPerDay;
        Read(serial.ToString("0.0000000000", CultureInfo.InvariantCulture), mayBeSerial: true).ShouldBe(Shown(moment));
    }).QuickCheckThrowOnFailure();

    private static string? Read(string text, bool mayBeSerial = false, params string[] formats) =>
        new TimestampReader([.. formats.Select(TimestampFormat.Compile)], Austin).TryParse(Utf8.Of(text), mayBeSerial, out var local) ? Shown(local) : null;

    private static string Shown(DateTime moment) => moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
