namespace DataHound.Functions.Pipelines;

/// <summary>What planning a stage found.</summary>
public sealed record StageUnits
{
    /// <summary>Names of the units to execute; empty when the stage was committed before or has nothing to do.</summary>
    public required IReadOnlyList<string> Units { get; init; }

    /// <summary>Whether somebody asked for the run to stop.</summary>
    public required bool CancelRequested { get; init; }

    /// <summary>Whether a review gate stands before the commit.</summary>
    public bool HasGate { get; init; }
}
