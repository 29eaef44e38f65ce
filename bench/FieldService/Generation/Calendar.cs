namespace DataHound.Bench.FieldService.Generation;

/// <summary>The delivery's days: everything in it happened before the delivery was made.</summary>
internal static class Calendar
{
    /// <summary>When the delivery was exported, in the company's zone; the run's logical instant follows half an hour later.</summary>
    public static readonly DateTime Exported = new(2015, 6, 24, 19, 30, 0, DateTimeKind.Unspecified);

    /// <summary>The run's logical instant as the API wants it.</summary>
    public const string AsOf = "2015-06-24T20:00:00-05:00";

    private static readonly DateTime Opened = new(2006, 1, 2, 8, 0, 0, DateTimeKind.Unspecified);
    private static readonly int Minutes = (int)(Exported - Opened).TotalMinutes;

    /// <summary>Any moment since the company opened, to the minute.</summary>
    public static DateTime Any(Chance chance) => Opened.AddMinutes(chance.Below(Minutes));

    /// <summary>Days later (some of them, at most), but not after the export.</summary>
    public static DateTime Later(Chance chance, DateTime moment, int mostDays)
    {
        var later = moment.AddMinutes(chance.Below(mostDays * 24 * 60));
        return later < Exported ? later : moment;
    }
}
