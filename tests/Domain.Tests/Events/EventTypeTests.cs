using DataHound.Domain.Events;
using FsCheck;
using FsCheck.Fluent;

namespace DataHound.Domain.Tests.Events;

public sealed class EventTypeTests
{
    [Fact]
    public void The_first_reason_in_the_order_of_the_rules_is_taken() =>
        EventTypes.CanceledJobs.FirstReason([EventReasons.TooOld, EventReasons.Superseded, EventReasons.SmsReply, EventReasons.JobRescheduled]).ShouldBe(EventReasons.JobRescheduled);

    [Fact]
    public void Superseded_comes_before_too_old() =>
        EventTypes.UnsoldEstimates.FirstReason([EventReasons.TooOld, EventReasons.Superseded]).ShouldBe(EventReasons.Superseded);

    [Fact]
    public void Without_any_reason_it_no_longer_matches() => EventTypes.AgingSystems.FirstReason([]).ShouldBe(EventReasons.NoLongerMatches);

    [Fact]
    public void The_order_of_what_applies_makes_no_difference() => Prop.ForAll<int>(seed =>
    {
        string[] reasons = [EventReasons.TooOld, EventReasons.Superseded, .. EventTypes.UnsoldEstimates.NamedReasons];
        var some = reasons.Where((_, index) => ((seed >> index) & 1) == 1).ToArray();
        EventTypes.UnsoldEstimates.FirstReason([.. some.Reverse()]).ShouldBe(EventTypes.UnsoldEstimates.FirstReason(some));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Only_overdue_maintenance_is_archived_when_too_old()
    {
        EventTypes.OverdueMaintenance.StatusAfter(EventReasons.TooOld).ShouldBe(EventStatuses.Archived);
        EventTypes.OverdueMaintenance.StatusAfter(EventReasons.MaintenanceCompleted).ShouldBe(EventStatuses.Resolved);
        EventTypes.CanceledJobs.StatusAfter(EventReasons.TooOld).ShouldBe(EventStatuses.Resolved);
    }

    [Theory]
    [InlineData(null, "new")]
    [InlineData("active", "still")]
    [InlineData("resolved", "reactivated")]
    [InlineData("archived", "reactivated")]
    public void A_found_event_is_new_still_there_or_back(string? before, string transition) => EventTransitions.OfFound(before).ShouldBe(transition);

    [Fact]
    public void Types_are_found_by_name()
    {
        EventTypes.Find("canceled_jobs").ShouldBe(EventTypes.CanceledJobs);
        EventTypes.Find("second_chance_leads").ShouldBeNull();
    }
}
