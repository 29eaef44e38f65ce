using DataHound.Storage.ControlPlane.Reviews;

namespace DataHound.Functions.Reviews;

/// <summary>Notes that a gate's time is over.</summary>
/// <param name="gates">The register of review gates.</param>
public sealed class NoteGateOverdue(IReviewGates gates)
{
    /// <summary>Notes it and gives the gate as it stands then: somebody may have decided in the last moment.</summary>
    [Function(nameof(NoteGateOverdue))]
    public async Task<StageGateState> RunAsync([ActivityTrigger] Guid gateId, CancellationToken cancellationToken)
    {
        var gate = await gates.NoteOverdueAsync(gateId, cancellationToken);
        if (gate.IsDecided)
            await gates.MarkDeliveredAsync(gateId, cancellationToken);
        return StageGateState.Of(gate);
    }
}
