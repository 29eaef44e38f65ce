using DataHound.Domain.Observability;

namespace DataHound.Storage.Pipelines.Plans;

/// <summary>What a run would do for a company.</summary>
public sealed record CompanyPlan
{
    /// <summary>The company's slug.</summary>
    public required string Company { get; init; }

    /// <summary>The stages in order, up to the one that would fail.</summary>
    public required IReadOnlyList<PlannedStage> Stages { get; init; }

    /// <summary>The error with which the run would fail; null when it would succeed.</summary>
    public UserError? Error { get; init; }
}
