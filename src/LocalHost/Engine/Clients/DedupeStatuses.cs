using LocalHost.DurableTask.Client;

namespace LocalHost.Engine.Clients;

/// <summary>Reads the names of states in which an existing instance is kept.</summary>
internal static class DedupeStatuses
{
    /// <summary>Bit n stands for status n.</summary>
    /// <exception cref="ArgumentException">A name is not a state that may be named.</exception>
    public static int Mask(IReadOnlyList<string>? names)
    {
        var mask = 0;
        foreach (var name in names ?? [])
        {
            if (!Enum.TryParse<OrchestrationRuntimeStatus>(name, ignoreCase: true, out var status)
                || !StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Contains(status))
            {
                throw new ArgumentException(
                    $"'{name}' is not a status to dedupe by; possible are {string.Join(", ", StartOrchestrationOptionsExtensions.ValidDedupeStatuses)}.",
                    nameof(names));
            }

            mask |= 1 << (int)status;
        }

        return mask;
    }
}
