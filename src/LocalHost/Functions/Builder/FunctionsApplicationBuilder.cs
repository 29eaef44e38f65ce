using System.Reflection;
using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using LocalHost.DurableTask.Converters;
using LocalHost.Engine;
using LocalHost.Functions.Discovery;
using LocalHost.Functions.Hosting;
using LocalHost.Functions.Http;
using LocalHost.Functions.Middleware;
using LocalHost.Functions.Timers;
using LocalHost.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalHost.Functions.Builder;

/// <summary>Sets up a functions app.</summary>
public sealed class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private const string ConnectionName = "Postgres";

    // The rest of the time in which the host stops is for giving back what did not end.
    private const double ShareOfDrain = 0.8;

    private readonly FunctionsStart _start;
    private readonly WebApplicationBuilder _web;
    private readonly List<string> _problems = [];
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];
    private readonly StartPhase _phase = new();
    private readonly HostFile _file;
    private readonly HostSettings _settings;
    private readonly EmbeddedPostgres? _embedded;

    internal FunctionsApplicationBuilder(FunctionsStart start)
    {
        _start = start;
        string root = HostConfiguration.FindRoot();
        _web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = root, EnvironmentName = HostConfiguration.EnvironmentName() });
        _file = HostFile.Read(start.HostFile ?? Path.Combine(root, HostConfiguration.HostFileName), _problems);
        HostConfiguration.Add(_web.Configuration, start, _file, _problems);
        if (_file.DurableTask.Problem() is { } problem)
            _problems.Add(problem);
        _settings = HostSettings.Read(_web.Configuration, _problems);
        _web.Logging.AddConfiguration(_web.Configuration.GetSection("Logging")).AddSimpleConsole(console => console.SingleLine = true)
            .AddFilter(StartPhase.FrameworkCategory, level => level >= LogLevel.Information && !_phase.IsStarting);

        if (string.IsNullOrWhiteSpace(_web.Configuration.GetConnectionString(ConnectionName)))
        {
            _embedded = new EmbeddedPostgres(new EmbeddedPostgresOptions
            {
                Home = _settings.Home,
                BinaryFolder = _settings.PostgresBinaryFolder,
                Port = _settings.PostgresPort,
            });
            _web.Configuration.AddInMemoryCollection([new($"ConnectionStrings:{ConnectionName}", _embedded.ConnectionString)]);
            Services.AddSingleton(_embedded);
        }
    }

    /// <summary>Values shared while the app is set up.</summary>
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    /// <summary>The settings.</summary>
    public ConfigurationManager Configuration => _web.Configuration;

    IConfigurationManager IHostApplicationBuilder.Configuration => _web.Configuration;

    /// <summary>Where the app runs.</summary>
    public IHostEnvironment Environment => _web.Environment;

    /// <summary>Sets up logging.</summary>
    public ILoggingBuilder Logging => _web.Logging;

    /// <summary>Sets up metrics.</summary>
    public IMetricsBuilder Metrics => _web.Metrics;

    /// <summary>The app's services.</summary>
    public IServiceCollection Services => _web.Services;

    /// <summary>Uses another service container.</summary>
    /// <typeparam name="TContainerBuilder">The container's builder.</typeparam>
    /// <param name="factory">Makes the container.</param>
    /// <param name="configure">Sets it up.</param>
    public void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    /// <inheritdoc/>
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        _middleware.Add(middleware);
        return this;
    }

    /// <summary>Makes the host. What is wrong with settings or functions is told when it starts, all at once.</summary>
    public IHost Build()
    {
        FunctionDiscovery discovery = new(_file.Http.RoutePrefix);
        FunctionCatalog catalog = discovery.Discover(_start.Types ?? FunctionTypes());
        AddHostServices(catalog, TimerPlan.Make(catalog, Configuration, _settings.TimeZone, _file.Retry, _problems));
        if (_settings.Keys.IsRequired)
            Services.AddKeys();
        HostListener.Configure(_web.WebHost, _settings);
        WebApplication app = _web.Build();
        app.UseHost(_settings);
        app.MapHost(catalog, _file.Http.RoutePrefix);
        DurableTaskClientExtensions.Attach(app.Services.GetRequiredService<DurableTaskClient>(), app.Services.GetRequiredService<InstanceLinks>());
        return new FunctionsHost(app, catalog, _settings, _embedded, [.. _problems, .. discovery.Problems], _phase, _start.IsProgram);
    }

    private static IEnumerable<Type> FunctionTypes() => Assembly.GetEntryAssembly() is { } entry ? FunctionDiscovery.TypesOf(entry) : [];

    private void AddHostServices(FunctionCatalog catalog, IReadOnlyList<TimerPlan> timers)
    {
        Services.AddHttp(_settings);
        Services.Configure<HostOptions>(options => options.ShutdownTimeout = _settings.ShutdownTimeout);
        Services.TryAddSingleton(TimeProvider.System);
        Services.TryAddSingleton<DataConverter>(JsonDataConverter.Default);
        Services.AddSingleton(_settings);
        Services.AddSingleton(_file);
        Services.AddSingleton(catalog);
        Services.AddSingleton(_ => new HostDatabase(Configuration.GetConnectionString(ConnectionName)!, _embedded));
        Services.AddSingleton<FunctionTimeLimit>();
        Services.AddSingleton(services => new FunctionPipeline(services, _middleware, services.GetRequiredService<FunctionTimeLimit>()));
        Services.AddSingleton<ITaskCatalog, FunctionTaskCatalog>();
        Services.AddDurableTaskEngine(options =>
        {
            if (_problems.Count == 0)
                _file.DurableTask.ApplyTo(options);
            options.DrainTimeout = _settings.ShutdownTimeout * ShareOfDrain;
            options.DataSourceFactory = services => services.GetRequiredService<HostDatabase>().Source;
        });
        Services.AddSingleton(timers);
        Services.AddSingleton<TimerStore>();
        Services.AddSingleton<TimerRunner>();
        Services.AddSingleton<TimerService>();
        Services.AddHostedService(services => services.GetRequiredService<TimerService>());
    }
}
