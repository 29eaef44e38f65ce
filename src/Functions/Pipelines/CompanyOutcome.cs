using DataHound.Storage.ControlPlane.Runs;

namespace DataHound.Functions.Pipelines;

/// <summary>How one company's part of a run ended.</summary>
public sealed record CompanyOutcome
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The company's slug.</summary>
    public required string Company { get; init; }

    /// <summary>The final status.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>The error as one line, when failed.</summary>
    public string? Error { get; init; }
}
