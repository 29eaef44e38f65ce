namespace DataHound.Functions.Pipelines;

/// <summary>One company's part of a run.</summary>
public sealed record CompanyRunInput
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The company's slug.</summary>
    public required string Company { get; init; }

    /// <summary>The stages to walk, in order.</summary>
    public required IReadOnlyList<string> Stages { get; init; }
}
