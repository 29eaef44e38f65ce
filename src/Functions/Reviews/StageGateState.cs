using DataHound.Domain.Reviews;
using DataHound.Storage.ControlPlane.Reviews;

namespace DataHound.Functions.Reviews;

/// <summary>What an orchestration has to know of a gate.</summary>
public sealed record StageGateState
{
    /// <summary>The gate.</summary>
    public required Guid GateId { get; init; }

    /// <summary>What to do.</summary>
    public required GateDecision Decision { get; init; }

    /// <summary>When the gate is overdue, in UTC.</summary>
    public required DateTime DueAt { get; init; }

    /// <summary>The state of a gate.</summary>
    public static StageGateState Of(ReviewGate gate) => new() { GateId = gate.Id, Decision = DecisionOf(gate), DueAt = gate.DueAt!.Value.UtcDateTime };

    /// <summary>What to do at a gate.</summary>
    public static GateDecision DecisionOf(ReviewGate gate) => gate.Status switch
    {
        ReviewStatus.Ready or ReviewStatus.Approved or ReviewStatus.Overdue => GateDecision.Pass,
        ReviewStatus.Rejected => GateDecision.Refuse,
        ReviewStatus.Closed => GateDecision.Stop,
        _ => GateDecision.Wait,
    };
}
