using DataHound.Storage.ControlPlane.Sql;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace DataHound.Storage.ControlPlane;

/// <summary>Asks whether the control plane answers.</summary>
internal sealed class PostgresHealthCheck(ControlPlaneDatabase database) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            _ = await database.Source.Command("SELECT revision FROM control.config_revision").ScalarAsync<long>(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException exception)
        {
            return HealthCheckResult.Unhealthy("The control plane's database does not answer.", exception);
        }
    }
}
