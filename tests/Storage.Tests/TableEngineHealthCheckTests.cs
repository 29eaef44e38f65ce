using DataHound.Storage;
using DataHound.Storage.DataPlane.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Storage.Tests;

public sealed class TableEngineHealthCheckTests
{
    [Fact]
    public async Task An_engine_that_cannot_be_opened_is_not_healthy()
    {
        await using var services = new ServiceCollection().AddSingleton<TableEngine>(_ => throw new DllNotFoundException("no library")).BuildServiceProvider();
        var result = await new TableEngineHealthCheck(services).CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);
        (result.Status, result.Description).ShouldBe((HealthStatus.Unhealthy, "The table engine does not answer."));
    }
}
