namespace DataHound.Functions.Pipelines;

/// <summary>Names a stage, and for <see cref="ExecuteStageUnit"/> one of its units.</summary>
public sealed record StageInput
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The company's slug.</summary>
    public required string Company { get; init; }

    /// <summary>The stage.</summary>
    public required string Stage { get; init; }

    /// <summary>The unit; null where the stage as a whole is meant.</summary>
    public string? Unit { get; init; }
}
