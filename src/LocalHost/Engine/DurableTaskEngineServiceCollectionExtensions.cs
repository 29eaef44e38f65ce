using Microsoft.Extensions.DependencyInjection;

namespace LocalHost.Engine;

/// <summary>Registers the durable task engine.</summary>
public static class DurableTaskEngineServiceCollectionExtensions
{
    /// <summary>
    /// Adds the engine: the <see cref="DurableTask.Client.DurableTaskClient"/>, and a hosted service that brings the schema
    /// <c>durable</c> up to date and runs orchestrators and activities. Needs an <see cref="ITaskCatalog"/> and an
    /// <see cref="Npgsql.NpgsqlDataSource"/>; uses <see cref="TimeProvider"/> and <see cref="DurableTask.DataConverter"/> of the services when there.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the settings.</param>
    public static IServiceCollection AddDurableTaskEngine(this IServiceCollection services, Action<DurableTaskEngineOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new DurableTaskEngineOptions();
        configure(options);
        services.AddSingleton(options);
        return services;
    }
}
