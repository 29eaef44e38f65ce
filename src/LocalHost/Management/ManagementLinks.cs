using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace LocalHost.Management;

/// <summary>The links by which an instance is watched and steered.</summary>
public sealed record ManagementLinks
{
    /// <summary>The instance's id.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>GET: its status.</summary>
    [JsonPropertyName("statusQueryGetUri")]
    public required string StatusQueryGetUri { get; init; }

    /// <summary>POST: raises an event; <c>{eventName}</c> is to be replaced.</summary>
    [JsonPropertyName("sendEventPostUri")]
    public required string SendEventPostUri { get; init; }

    /// <summary>POST: terminates it.</summary>
    [JsonPropertyName("terminatePostUri")]
    public required string TerminatePostUri { get; init; }

    /// <summary>DELETE: removes it with its history.</summary>
    [JsonPropertyName("purgeHistoryDeleteUri")]
    public required string PurgeHistoryDeleteUri { get; init; }

    /// <summary>POST: starts it again with the same input.</summary>
    [JsonPropertyName("restartPostUri")]
    public required string RestartPostUri { get; init; }

    /// <summary>POST: suspends it.</summary>
    [JsonPropertyName("suspendPostUri")]
    public required string SuspendPostUri { get; init; }

    /// <summary>POST: resumes it.</summary>
    [JsonPropertyName("resumePostUri")]
    public required string ResumePostUri { get; init; }

    /// <summary>The links of an instance.</summary>
    /// <param name="baseUrl">Scheme and host, such as <c>http://localhost:7071</c>.</param>
    /// <param name="instanceId">The instance.</param>
    public static ManagementLinks For(string baseUrl, string instanceId)
    {
        ArgumentNullException.ThrowIfNull(baseUrl);
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var instance = string.Create(
            CultureInfo.InvariantCulture,
            $"{baseUrl.TrimEnd('/')}{DurableTaskManagementEndpoints.BasePath}/instances/{Uri.EscapeDataString(instanceId)}");
        return new ManagementLinks
        {
            Id = instanceId,
            StatusQueryGetUri = instance,
            SendEventPostUri = $"{instance}/raiseEvent/{{eventName}}",
            TerminatePostUri = $"{instance}/terminate?reason={{text}}",
            PurgeHistoryDeleteUri = instance,
            RestartPostUri = $"{instance}/restart",
            SuspendPostUri = $"{instance}/suspend?reason={{text}}",
            ResumePostUri = $"{instance}/resume?reason={{text}}",
        };
    }

    internal static ManagementLinks For(HttpRequest request, string instanceId) =>
        For($"{request.Scheme}://{request.Host}{request.PathBase}", instanceId);
}
