using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DataHound.Functions.Observability;

/// <summary>Says whether the app can work, and if not, which part does not answer.</summary>
/// <param name="health">The health checks.</param>
public sealed class GetHealth(HealthCheckService health)
{
    /// <summary><c>GET /api/health</c>: 200 when every check answers, else 503.</summary>
    [Function(nameof(GetHealth))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request, CancellationToken cancellationToken)
    {
        var report = await health.CheckHealthAsync(cancellationToken);
        var ready = report.Status == HealthStatus.Healthy;
        var checks = report.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => new
        {
            Name = entry.Key,
            Status = entry.Value.Status == HealthStatus.Healthy ? "ready" : "not ready",
            Cause = entry.Value.Description,
            DurationMs = Math.Round(entry.Value.Duration.TotalMilliseconds, 1),
        });
        return ApiResponse.Json(new { Status = ready ? "ready" : "not ready", Checks = checks }, ready ? 200 : 503);
    }
}
