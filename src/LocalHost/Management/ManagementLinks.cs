using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

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

    /// <summary>The links of an instance, without a key.</summary>
    /// <param name="baseUrl">Scheme and host, such as <c>http://localhost:7071</c>.</param>
    /// <param name="instanceId">The instance.</param>
    public static ManagementLinks For(string baseUrl, string instanceId) => For(baseUrl, instanceId, code: null);

    /// <summary>The links of an instance.</summary>
    /// <param name="baseUrl">Scheme and host.</param>
    /// <param name="instanceId">The instance.</param>
    /// <param name="code">The code that opens it; null where no keys are asked for.</param>
    internal static ManagementLinks For(string baseUrl, string instanceId, string? code)
    {
        ArgumentNullException.ThrowIfNull(baseUrl);
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var instance = string.Create(
            CultureInfo.InvariantCulture,
            $"{baseUrl.TrimEnd('/')}{DurableTaskManagementEndpoints.BasePath}/instances/{Uri.EscapeDataString(instanceId)}");
        var alone = code is null ? string.Empty : $"?code={code}";
        var further = code is null ? string.Empty : $"&code={code}";
        return new ManagementLinks
        {
            Id = instanceId,
            StatusQueryGetUri = instance + alone,
            SendEventPostUri = $"{instance}/raiseEvent/{{eventName}}{alone}",
            TerminatePostUri = $"{instance}/terminate?reason={{text}}{further}",
            PurgeHistoryDeleteUri = instance + alone,
            RestartPostUri = $"{instance}/restart{alone}",
            SuspendPostUri = $"{instance}/suspend?reason={{text}}{further}",
            ResumePostUri = $"{instance}/resume?reason={{text}}{further}",
        };
    }

    internal static ManagementLinks For(HttpRequest request, string instanceId) =>
        For(BaseUrl(request), instanceId, request.HttpContext.RequestServices.GetService<IInstanceCodes>()?.For(instanceId));

    /// <summary>Scheme and host as the caller wrote them.</summary>
    internal static string BaseUrl(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}";
}
