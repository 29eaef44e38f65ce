using DataHound.Storage.DataPlane.Checks;

namespace DataHound.Functions.Quality;

/// <summary>Starts checks that were recorded but not started, and ends those whose orchestration has ended without ending them.</summary>
/// <param name="checks">The checks.</param>
/// <param name="starter">Starts orchestrations.</param>
/// <param name="time">The clock.</param>
public sealed class ReconcileDataChecks(IDataChecks checks, DataCheckStarter starter, TimeProvider time)
{
    private const int BatchSize = 20;
    private static readonly TimeSpan StartGrace = TimeSpan.FromMinutes(1);

    /// <summary>Every minute.</summary>
    [Function(nameof(ReconcileDataChecks))]
    public async Task RunAsync([TimerTrigger("20 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (var check in await checks.ListWorkingAsync(time.GetUtcNow() - StartGrace, BatchSize, cancellationToken))
        {
            var instance = await client.GetInstanceAsync(DataCheckStarter.InstanceOf(check.Id), cancellationToken);
            if (instance is null)
                await starter.StartOrchestrationAsync(check, client, cancellationToken);
            else if (instance.IsCompleted && time.GetUtcNow() - instance.LastUpdatedAt > StartGrace)
                await checks.FinishAsync(check.Id, UserError.Unexpected, cancellationToken);
        }
    }
}
