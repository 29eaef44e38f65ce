namespace DataHound.Domain.Events;

/// <summary>Why an event stopped being active.</summary>
public static class EventReasons
{
    /// <summary>A newer maintenance was done.</summary>
    public const string MaintenanceCompleted = "maintenance_completed";

    /// <summary>Another job of the place was completed.</summary>
    public const string JobCompleted = "job_completed";

    /// <summary>Another job of the place was created or scheduled.</summary>
    public const string JobRescheduled = "job_rescheduled";

    /// <summary>An estimate of the place was completed.</summary>
    public const string EstimateSold = "estimate_sold";

    /// <summary>Another job of the customer lies near the estimate.</summary>
    public const string JobScheduled = "job_scheduled";

    /// <summary>The customer called.</summary>
    public const string InboundCall = "inbound_call";

    /// <summary>The customer sent a message.</summary>
    public const string SmsReply = "sms_reply";

    /// <summary>The system was replaced.</summary>
    public const string SystemReplaced = "system_replaced";

    /// <summary>The customer was in contact again.</summary>
    public const string CustomerContact = "customer_contact";

    /// <summary>A newer event of the same place took over.</summary>
    public const string Superseded = "superseded";

    /// <summary>The event left its window.</summary>
    public const string TooOld = "too_old";

    /// <summary>The facts are no longer such.</summary>
    public const string NoLongerMatches = "no_longer_matches";
}
