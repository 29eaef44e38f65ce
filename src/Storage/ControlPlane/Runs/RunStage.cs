using DataHound.Domain.Pipelines;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>One stage of one company in a run.</summary>
public sealed record RunStage
{
    /// <summary>The stage's name.</summary>
    public required string Stage { get; init; }

    /// <summary>Where it stands; success means committed.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>How many units it has; null before it is planned.</summary>
    public int? UnitsPlanned { get; init; }

    /// <summary>What became of its rows: the sum of the units done so far.</summary>
    public required StageCounts Counts { get; init; }

    /// <summary>The units done so far, by name.</summary>
    public required IReadOnlyList<RunUnit> Units { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was committed or given up.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Path of its manifest in the object store, when committed.</summary>
    public string? ManifestPath { get; init; }

    /// <summary>How long it took, or has taken up to an instant while it runs.</summary>
    public TimeSpan Duration(DateTimeOffset now) => (FinishedAt ?? now) - StartedAt;
}
