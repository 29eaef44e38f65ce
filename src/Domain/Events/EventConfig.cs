using DataHound.Domain.Delivery;
using DataHound.Domain.Profiles;

namespace DataHound.Domain.Events;

/// <summary>The config document of kind <c>events</c>: thresholds, words and lists. Every default is the field-service page's number.</summary>
public sealed record EventConfig
{
    /// <summary>Names under which the company itself files permits; contained, ignoring case.</summary>
    public IReadOnlyList<string> CompanyNames { get; init; } = [];

    /// <summary>Permit types that speak of heating and cooling.</summary>
    public IReadOnlyList<string> PermitTypes { get; init; } = ["MP"];

    /// <summary>Rules of overdue maintenance.</summary>
    public OverdueMaintenanceRules OverdueMaintenance { get; init; } = new();

    /// <summary>Rules of canceled jobs.</summary>
    public CanceledJobsRules CanceledJobs { get; init; } = new();

    /// <summary>Rules of unsold estimates.</summary>
    public UnsoldEstimatesRules UnsoldEstimates { get; init; } = new();

    /// <summary>Rules of second-chance leads.</summary>
    public SecondChanceLeadsRules SecondChanceLeads { get; init; } = new();

    /// <summary>Rules of aging systems.</summary>
    public AgingSystemsRules AgingSystems { get; init; } = new();

    /// <summary>How recency, frequency and monetary value are scored.</summary>
    public RfmRules Rfm { get; init; } = new();

    /// <summary>The lists made for people who call customers.</summary>
    public IReadOnlyList<EventList> Lists { get; init; } = [];
}
