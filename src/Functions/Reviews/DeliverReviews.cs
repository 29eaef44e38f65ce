using DataHound.Storage.ControlPlane.Reviews;

namespace DataHound.Functions.Reviews;

/// <summary>Closes gaps: tells decisions that a crash kept from being told, and shows that runs which wait at a gate are alive.</summary>
/// <param name="gates">The register of review gates.</param>
/// <param name="delivery">Tells orchestrations about decisions.</param>
public sealed class DeliverReviews(IReviewGates gates, ReviewDelivery delivery)
{
    /// <summary>Every 15 seconds.</summary>
    [Function(nameof(DeliverReviews))]
    public async Task RunAsync([TimerTrigger("7/15 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        await gates.BeatAsync(cancellationToken);
        await delivery.DeliverAsync(client, cancellationToken);
    }
}
