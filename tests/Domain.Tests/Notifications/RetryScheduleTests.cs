using DataHound.Domain.Notifications;
using FsCheck;
using FsCheck.Fluent;

namespace DataHound.Domain.Tests.Notifications;

public sealed class RetryScheduleTests
{
    [Fact]
    public void Ten_attempts_are_made_in_about_three_days()
    {
        var total = TimeSpan.Zero;
        for (var attempts = 1; attempts < 10; attempts++)
            total += RetrySchedule.DelayAfter(RetrySchedule.Standard, attempts, Guid.NewGuid()).ShouldNotBeNull();
        total.ShouldBeInRange(TimeSpan.FromHours(75.5), TimeSpan.FromHours(84));
        RetrySchedule.DelayAfter(RetrySchedule.Standard, 10, Guid.NewGuid()).ShouldBeNull();
    }

    [Fact]
    public void Jitter_adds_up_to_a_tenth_and_is_the_same_for_the_same_notification() => Prop.ForAll<Guid, byte>((id, attempt) =>
    {
        var attempts = 1 + (attempt % 9);
        var delay = RetrySchedule.DelayAfter(RetrySchedule.Standard, attempts, id)!.Value;
        return delay >= RetrySchedule.Standard[attempts] && delay <= RetrySchedule.Standard[attempts] * 1.1 && delay == RetrySchedule.DelayAfter(RetrySchedule.Standard, attempts, id);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Different_notifications_do_not_come_back_at_the_same_time() =>
        Enumerable.Range(0, 100).Select(_ => RetrySchedule.DelayAfter(RetrySchedule.Standard, 3, Guid.NewGuid())).Distinct().Count().ShouldBeGreaterThan(90);
}
