using System.Runtime.CompilerServices;
using LocalHost.DurableTask.Client;
using LocalHost.Functions.Http;
using LocalHost.Management;

namespace LocalHost.Functions;

/// <summary>What HTTP functions do with a client.</summary>
public static class DurableTaskClientExtensions
{
    private static readonly ConditionalWeakTable<DurableTaskClient, InstanceLinks> Links = [];

    /// <summary>The links of an instance, for an HTTP function to hand out.</summary>
    /// <param name="client">The client that <c>[DurableClient]</c> filled in.</param>
    /// <param name="instanceId">The instance.</param>
    /// <exception cref="InvalidOperationException">The client is not one of a functions app.</exception>
    public static HttpManagementPayload CreateHttpManagementPayload(this DurableTaskClient client, string instanceId)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (!Links.TryGetValue(client, out InstanceLinks? links))
            throw new InvalidOperationException("Only the client that [DurableClient] fills in knows the addresses of its host.");
        ManagementLinks made = links.For(instanceId);
        return new HttpManagementPayload
        {
            Id = made.Id,
            StatusQueryGetUri = made.StatusQueryGetUri,
            SendEventPostUri = made.SendEventPostUri,
            TerminatePostUri = made.TerminatePostUri,
            PurgeHistoryDeleteUri = made.PurgeHistoryDeleteUri,
            SuspendPostUri = made.SuspendPostUri,
            ResumePostUri = made.ResumePostUri,
        };
    }

    internal static void Attach(DurableTaskClient client, InstanceLinks links) => Links.AddOrUpdate(client, links);
}
