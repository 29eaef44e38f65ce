using LocalHost.Functions.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DataHound.Bench.Orchestrations;

/// <summary>The smallest functions app, served by the bench's own program: orchestrations of activities that do nothing.</summary>
internal static class OrchestrationApp
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var builder = FunctionsApplication.CreateBuilder(arguments);
        builder.ConfigureFunctionsWebApplication();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton<FirstActivities>();
        builder.Services.AddSingleton<BenchDatabase>();
        await builder.Build().RunAsync();
        return 0;
    }
}
