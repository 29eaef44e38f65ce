using DataHound.Storage.DataPlane.Tables;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DataHound.Storage;

/// <summary>Asks whether the table engine answers.</summary>
internal sealed class TableEngineHealthCheck(TableEngine engine) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await engine.CheckAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The table engine does not answer.", exception);
        }
    }
}
