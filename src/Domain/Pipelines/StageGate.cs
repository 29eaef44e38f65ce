namespace DataHound.Domain.Pipelines;

/// <summary>A review gate before a stage's commit.</summary>
public sealed record StageGate
{
    /// <summary><c>strict</c>: the run waits until it is decided. <c>soft</c>: after the time limit the run goes on with a warning.</summary>
    public string Mode { get; init; } = "strict";

    /// <summary>Names of checks that must say yes; when all do, the gate opens by itself. Without any, somebody must approve.</summary>
    public IReadOnlyList<string> Checks { get; init; } = [];

    /// <summary>Minutes after which a soft gate lets the run go on and a strict one tells that it still waits. Default 240.</summary>
    public int TimeLimitMinutes { get; init; } = 240;
}
