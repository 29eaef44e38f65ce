namespace DataHound.Storage.ControlPlane.Sql;

/// <summary>The clock at the database's precision, so that an instant reads back as it was written.</summary>
internal static class DatabaseClock
{
    /// <summary>Now, in UTC, to the microsecond.</summary>
    public static DateTimeOffset Now(this TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
