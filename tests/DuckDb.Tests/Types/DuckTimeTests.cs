namespace DuckDb.Tests.Types;

public class DuckTimeTests
{
    [Fact]
    public void Ticks_below_a_microsecond_are_cut_off_towards_the_past()
    {
        DuckTime.ToMicros(DateTime.UnixEpoch.AddTicks(19)).ShouldBe(1);
        DuckTime.ToMicros(DateTime.UnixEpoch.AddTicks(-1)).ShouldBe(-1);
    }

    [Fact]
    public void The_ends_of_the_calendar_are_held()
    {
        DuckTime.ToDate(DuckTime.ToDays(DateOnly.MinValue)).ShouldBe(DateOnly.MinValue);
        DuckTime.ToDate(DuckTime.ToDays(DateOnly.MaxValue)).ShouldBe(DateOnly.MaxValue);
        DuckTime.ToDate(DuckTime.ToDays(DateOnly.MaxValue) + 1).ShouldBeNull();
        DuckTime.ToDate(DuckTime.ToDays(DateOnly.MinValue) - 1).ShouldBeNull();
        DuckTime.ToTicks(DuckTime.ToMicros(DateTime.MinValue), DuckTypeId.Timestamp).ShouldBe(0);
        DuckTime.ToTicks(DuckTime.ToMicros(DateTime.MinValue) - 1, DuckTypeId.Timestamp).ShouldBeNull();
        DuckTime.ToTicks(DuckTime.ToMicros(DateTime.MaxValue) + 1, DuckTypeId.Timestamp).ShouldBeNull();
        DuckTime.ToTicks(long.MinValue, DuckTypeId.TimestampSeconds).ShouldBeNull();
    }
}
