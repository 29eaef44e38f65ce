using LocalHost.DurableTask.Client;
using LocalHost.FaultWorker;

namespace LocalHost.Faults;

/// <summary>What an instance must come to.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Status">Its end; null when it is purged by then.</param>
/// <param name="Output">Its output.</param>
/// <param name="Effects">What it must leave in the ledger, each at least once, and nothing else.</param>
public sealed record Expected(string InstanceId, OrchestrationRuntimeStatus? Status, int? Output, IReadOnlyList<int> Effects)
{
    /// <summary>What an instance of that orchestrator comes to, with the instances it starts.</summary>
    public static IEnumerable<Expected> Of(string orchestrator, string instanceId)
    {
        switch (orchestrator)
        {
            case "Journey":
                return [Completed(instanceId, [.. Enumerable.Range(0, 12)])];
            case "Leg":
                return [Completed(instanceId, [10, 11])];
            case "Sleeper":
                return [Completed(instanceId, [0, 1, 2])];
            case "Penance":
                return [Completed(instanceId, [0]), new($"{instanceId}-sinner", OrchestrationRuntimeStatus.Completed, 3, [0, 1, 2, Ledger.Pardon])];
            case "Cleaner":
                return Enumerable.Range(0, 3)
                    .Select(leg => new Expected($"{instanceId}-leg-{leg}", Status: null, Output: null, [10, 11]))
                    .Append(Completed(instanceId, [0]));
            default:
                throw new ArgumentOutOfRangeException(nameof(orchestrator), orchestrator, "Say what it must come to.");
        }
    }

    /// <summary>An instance that completes with the sum of its effects.</summary>
    public static Expected Completed(string instanceId, IReadOnlyList<int> effects) =>
        new(instanceId, OrchestrationRuntimeStatus.Completed, effects.Sum(), effects);
}
