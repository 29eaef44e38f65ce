namespace DataHound.Domain.Events;

/// <summary>How urgent an event is, by its type's measure.</summary>
public static class EventSeverities
{
    /// <summary>Most urgent.</summary>
    public const string Critical = "critical";

    /// <summary>Urgent.</summary>
    public const string High = "high";

    /// <summary>Worth a call this month.</summary>
    public const string Medium = "medium";

    /// <summary>Worth a call.</summary>
    public const string Low = "low";

    /// <summary>Of overdue maintenance, by whole months since the latest.</summary>
    public static string OfMonthsOverdue(int months) => months switch
    {
        >= 24 => Critical,
        >= 18 => High,
        >= 15 => Medium,
        _ => Low,
    };

    /// <summary>Of a canceled job, by calendar days since the cancellation.</summary>
    public static string OfDaysSinceCancellation(int days) => days switch
    {
        <= 7 => High,
        <= 30 => Medium,
        _ => Low,
    };

    /// <summary>Of an unsold estimate, by its subtotal; an unknown one is low.</summary>
    public static string OfSubtotal(decimal? subtotal) => subtotal switch
    {
        >= 10_000m => Critical,
        >= 5_000m => High,
        >= 1_000m => Medium,
        _ => Low,
    };

    /// <summary>Of an aging system, by whole years.</summary>
    public static string OfSystemAge(int years) => years switch
    {
        >= 25 => Critical,
        >= 20 => High,
        >= 15 => Medium,
        _ => Low,
    };

    /// <summary>Of a lost customer, by whole months since the last contact.</summary>
    public static string OfMonthsSinceContact(int months) => months switch
    {
        >= 24 => Critical,
        >= 12 => High,
        _ => Medium,
    };
}
