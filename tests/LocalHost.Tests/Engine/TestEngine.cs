using LocalHost.DurableTask.Client;
using LocalHost.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LocalHost.Tests.Engine;

/// <summary>An engine at work on a database, in the test's own process.</summary>
public sealed class TestEngine : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly NpgsqlDataSource _dataSource;
    private bool _stopped;

    private TestEngine(ServiceProvider services, NpgsqlDataSource dataSource, DelegateCatalog catalog)
    {
        _services = services;
        _dataSource = dataSource;
        Catalog = catalog;
        Client = services.GetRequiredService<DurableTaskClient>();
    }

    public static CancellationToken Deadline => TestContext.Current.CancellationToken;

    public DelegateCatalog Catalog { get; }

    public DurableTaskClient Client { get; }

    public IServiceProvider Services => _services;

    public static async Task<TestEngine> StartAsync(
        string connectionString,
        DelegateCatalog? catalog = null,
        Action<DurableTaskEngineOptions>? configure = null,
        TimeProvider? time = null,
        ILoggerProvider? logs = null,
        Action<IServiceCollection>? more = null)
    {
        catalog ??= new DelegateCatalog();
        var dataSource = NpgsqlDataSource.Create(connectionString);
        var collection = new ServiceCollection();
        collection.AddSingleton<ITaskCatalog>(catalog);
        collection.AddSingleton(time ?? TimeProvider.System);
        collection.AddLogging(builder =>
        {
            builder.SetMinimumLevel(LogLevel.Information);
            if (logs is not null)
            {
                builder.AddProvider(logs);
            }
        });
        collection.AddDurableTaskEngine(options =>
        {
            options.DataSourceFactory = _ => dataSource;
            options.DrainTimeout = TimeSpan.FromSeconds(2);
            configure?.Invoke(options);
        });
        more?.Invoke(collection);
        var services = collection.BuildServiceProvider();
        foreach (var hosted in services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(Deadline);
        }

        return new TestEngine(services, dataSource, catalog);
    }

    /// <summary>Starts an instance and waits for its end.</summary>
    public async Task<OrchestrationMetadata> RunAsync(string orchestrator, object? input = null, string? instanceId = null)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new(instanceId), Deadline);
        return await EndOfAsync(id);
    }

    /// <summary>Waits for the end of an instance, a generous time.</summary>
    public async Task<OrchestrationMetadata> EndOfAsync(string instanceId)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Deadline);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        return await Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, limit.Token);
    }

    /// <summary>Waits until an instance is as described, a generous time.</summary>
    public Task<OrchestrationMetadata> UntilAsync(string instanceId, Func<OrchestrationMetadata, bool> reached) =>
        Until.ReachedAsync(() => Client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, Deadline), instance => instance is not null && reached(instance))!;

    /// <summary>Stops in good order.</summary>
    public async Task StopAsync()
    {
        if (!_stopped)
        {
            _stopped = true;
            foreach (var hosted in _services.GetServices<IHostedService>())
            {
                await hosted.StopAsync(CancellationToken.None);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
        await _dataSource.DisposeAsync();
    }
}
