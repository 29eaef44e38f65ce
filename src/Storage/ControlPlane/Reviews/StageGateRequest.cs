using DataHound.Domain.Reviews;

namespace DataHound.Storage.ControlPlane.Reviews;

/// <summary>A stage that is done but for its review.</summary>
public sealed record StageGateRequest
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The company.</summary>
    public required string Company { get; init; }

    /// <summary>The stage.</summary>
    public required string Stage { get; init; }

    /// <summary>The orchestration that waits.</summary>
    public required string InstanceId { get; init; }

    /// <summary>How firm the gate is.</summary>
    public required ReviewMode Mode { get; init; }

    /// <summary>The checks that must say yes.</summary>
    public required IReadOnlyList<string> Required { get; init; }

    /// <summary>After which time it is overdue.</summary>
    public required TimeSpan TimeLimit { get; init; }
}
