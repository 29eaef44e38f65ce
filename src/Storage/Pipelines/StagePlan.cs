namespace DataHound.Storage.Pipelines;

/// <summary>What a stage has to do for one company in one run. Stored once; a repeated plan finds the first.</summary>
public sealed record StagePlan
{
    /// <summary>The units, which may run side by side; empty when there is nothing to do.</summary>
    public required IReadOnlyList<StageUnit> Units { get; init; }
}
