using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using LocalHost.DurableTask.Converters;
using LocalHost.Engine.Clients;
using LocalHost.Engine.Storage;
using LocalHost.Engine.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LocalHost.Engine;

/// <summary>Registers the durable task engine.</summary>
public static class DurableTaskEngineServiceCollectionExtensions
{
    /// <summary>
    /// Adds the engine: the <see cref="DurableTaskClient"/>, and a hosted service that brings the schema <c>durable</c> up to
    /// date and runs orchestrators and activities. Needs an <see cref="ITaskCatalog"/> and an <see cref="NpgsqlDataSource"/>;
    /// uses the <see cref="TimeProvider"/> and <see cref="DataConverter"/> of the services when there are any.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the settings.</param>
    public static IServiceCollection AddDurableTaskEngine(this IServiceCollection services, Action<DurableTaskEngineOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DataConverter>(JsonDataConverter.Default);
        services.AddSingleton(_ =>
        {
            var options = new DurableTaskEngineOptions();
            configure(options);
            options.Validate();
            return options;
        });
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<DurableTaskEngineOptions>();
            return new DurableDatabase(options.DataSourceFactory?.Invoke(provider) ?? provider.GetRequiredService<NpgsqlDataSource>(), options.HubName)
            {
                Faults = provider.GetService<IFaultInjector>(),
            };
        });
        services.AddSingleton<EngineSignals>();
        services.AddSingleton(provider => new Committer(
            () => new PostgresChangeStore(provider.GetRequiredService<DurableDatabase>(), provider.GetRequiredService<DurableTaskEngineOptions>().LeaseDuration),
            provider.GetRequiredService<DurableTaskEngineOptions>(),
            provider.GetRequiredService<EngineSignals>(),
            provider.GetRequiredService<TimeProvider>(),
            TaskScheduler.Default,
            provider.GetRequiredService<ILogger<Committer>>()));
        services.AddSingleton<Announcer>();
        services.AddSingleton<DeadLetters>();
        services.AddSingleton<DurableTaskClient, PostgresDurableTaskClient>();
        services.AddSingleton(provider => new WorkerServices(
            provider.GetRequiredService<DurableTaskEngineOptions>().RunWorker ? provider.GetRequiredService<ITaskCatalog>() : new NoTasks(),
            provider.GetRequiredService<DataConverter>(),
            provider.GetRequiredService<DurableTaskEngineOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<DurableDatabase>(),
            provider.GetRequiredService<Committer>(),
            provider.GetRequiredService<EngineSignals>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddHostedService<DurableTaskWorker>();
        return services;
    }
}
