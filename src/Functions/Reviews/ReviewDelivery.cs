using DataHound.Storage.ControlPlane.Reviews;

namespace DataHound.Functions.Reviews;

/// <summary>Tells orchestrations how their gates were decided. The decision is stored first, so that one which was not told is told later.</summary>
/// <param name="gates">The register of review gates.</param>
public sealed class ReviewDelivery(IReviewGates gates)
{
    private const int BatchSize = 100;

    /// <summary>Tells all decisions that have not been told. Told twice is told once: an orchestration waits for one only.</summary>
    public async Task DeliverAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (var gate in await gates.ListUndeliveredAsync(BatchSize, cancellationToken))
        {
            if (await client.GetInstanceAsync(gate.InstanceId!, cancellationToken) is { IsCompleted: false })
                await client.RaiseEventAsync(gate.InstanceId!, StageGates.EventOf(gate.Stage!), StageGateState.DecisionOf(gate), cancellationToken);
            await gates.MarkDeliveredAsync(gate.Id, cancellationToken);
        }
    }
}
