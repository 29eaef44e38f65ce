namespace LocalHost.Engine.Execution;

/// <summary>Times as the store keeps them: microseconds. What code sees must be the same before and after storing.</summary>
internal static class StoredTime
{
    public static DateTimeOffset Truncate(DateTimeOffset time)
    {
        var ticks = time.UtcTicks;
        return new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }
}
