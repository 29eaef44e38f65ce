using DataHound.Domain.Preparation;
using static DataHound.Domain.Preparation.ColumnType;

namespace DataHound.Domain.Events;

/// <summary>The types of events of a home-services company.</summary>
public static class EventTypes
{
    /// <summary>A place whose latest maintenance lies too long back.</summary>
    public static EventType OverdueMaintenance { get; } = new()
    {
        Name = "overdue_maintenance",
        Fields =
        [
            new("customer_id", Code), new("location_id", Code), new("job_id", Code), new("job_type", Text), new("completion_date", Timestamp), new("months_overdue", Integer),
        ],
        NamedReasons = [EventReasons.MaintenanceCompleted],
        TooOldStatus = EventStatuses.Archived,
    };

    /// <summary>A job that was called off and not taken up again.</summary>
    public static EventType CanceledJobs { get; } = new()
    {
        Name = "canceled_jobs",
        Fields = [new("customer_id", Code), new("location_id", Code), new("canceled_at", Timestamp), new("days_old", Integer), new("job_type", Text)],
        NamedReasons = [EventReasons.JobCompleted, EventReasons.JobRescheduled, EventReasons.InboundCall, EventReasons.SmsReply],
    };

    /// <summary>An estimate that nobody accepted.</summary>
    public static EventType UnsoldEstimates { get; } = new()
    {
        Name = "unsold_estimates",
        Fields = [new("customer_id", Code), new("location_id", Code), new("creation_date", Timestamp), new("subtotal", Money), new("status", Text) { Column = "estimate_status" }],
        NamedReasons = [EventReasons.EstimateSold, EventReasons.JobScheduled, EventReasons.InboundCall, EventReasons.SmsReply],
    };

    /// <summary>A heating or cooling system near the end of its life.</summary>
    public static EventType AgingSystems { get; } = new()
    {
        Name = "aging_systems",
        Fields = [new("customer_id", Code), new("location_id", Code), new("system_age", Integer), new("age_source", Text), new("evidence_id", Code)],
        NamedReasons = [EventReasons.SystemReplaced],
    };

    /// <summary>A customer who went to a competitor.</summary>
    public static EventType LostCustomers { get; } = new()
    {
        Name = "lost_customers",
        Fields =
        [
            new("first_contact", Timestamp), new("last_contact", Timestamp), new("competitor_used", Text), new("competitor_permits", Integer),
            new("months_since_last_contact", Integer), new("shopper", ColumnType.Boolean),
        ],
        NamedReasons = [EventReasons.CustomerContact],
    };

    /// <summary>The types that are detected, in the order in which they are shown.</summary>
    public static IReadOnlyList<EventType> All { get; } = [OverdueMaintenance, CanceledJobs, UnsoldEstimates, AgingSystems, LostCustomers];

    /// <summary>The type of that name, or null.</summary>
    public static EventType? Find(string name) => All.FirstOrDefault(type => string.Equals(type.Name, name, StringComparison.Ordinal));
}
