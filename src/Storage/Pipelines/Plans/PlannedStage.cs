namespace DataHound.Storage.Pipelines.Plans;

/// <summary>What a stage would do.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Units">Its units; none when there is nothing to do.</param>
public sealed record PlannedStage(string Stage, IReadOnlyList<PlannedUnit> Units);
