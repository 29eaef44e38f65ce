using System.Text.Json.Nodes;
using DataHound.Domain.Pipelines;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>A unit of a stage that is done.</summary>
public sealed record RunUnit
{
    /// <summary>The unit's name.</summary>
    public required string Name { get; init; }

    /// <summary>What became of its rows.</summary>
    public required StageCounts Counts { get; init; }

    /// <summary>Further counts, free of personal data.</summary>
    public required JsonObject Details { get; init; }

    /// <summary>When its result was stored.</summary>
    public required DateTimeOffset FinishedAt { get; init; }
}
