namespace DataHound.Bench.FieldService;

/// <summary>The datasets and event types that plain script and pipeline both make.</summary>
internal static class FieldServiceNames
{
    public const string Company = "bench";

    public const string Pipeline = "field-service";

    /// <summary>The run's logical instant in the company's zone, as SQL writes it.</summary>
    public const string AsOfLocal = "2015-06-24 20:00:00";

    public static readonly string[] Datasets = ["customers", "locations", "jobs", "estimates", "invoices", "calls", "memberships", "permits", "sms"];

    public static readonly string[] EventTypes = ["overdue_maintenance", "canceled_jobs", "unsold_estimates", "aging_systems", "lost_customers"];
}
