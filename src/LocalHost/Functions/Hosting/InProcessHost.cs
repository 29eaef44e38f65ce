using LocalHost.Functions.Builder;
using LocalHost.Functions.Discovery;

namespace LocalHost.Functions.Hosting;

/// <summary>A whole host inside this process, for tests: real HTTP on a free port, real Postgres.</summary>
public sealed class InProcessHost : IAsyncDisposable
{
    private readonly FunctionsHost _host;

    private InProcessHost(FunctionsHost host) => _host = host;

    /// <summary>Where HTTP functions answer, without the route prefix.</summary>
    public Uri BaseAddress => _host.Address;

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Builds and starts a host.</summary>
    /// <param name="options">What to host.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="HostException">It cannot start.</exception>
    public static async Task<InProcessHost> StartAsync(InProcessHostOptions options, CancellationToken cancellationToken = default)
    {
        Dictionary<string, string?> settings = new(options.Settings, StringComparer.OrdinalIgnoreCase);
        settings.TryAdd("LocalHost:Port", "0");
        if (options.ConnectionString is not null)
            settings["ConnectionStrings:Postgres"] = options.ConnectionString;
        FunctionsApplicationBuilder builder = new(new FunctionsStart
        {
            Settings = settings,
            HostFile = options.HostFile,
            Types = [.. options.Types, .. options.Assemblies.SelectMany(FunctionDiscovery.TypesOf)],
        });
        options.Configure?.Invoke(builder);
        FunctionsHost host = (FunctionsHost)builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch (Exception)
        {
            await host.DisposeAsync();
            throw;
        }

        return new InProcessHost(host);
    }

    /// <summary>A client whose relative addresses begin at <see cref="BaseAddress"/>. The caller disposes it.</summary>
    public HttpClient CreateClient() => new() { BaseAddress = BaseAddress };

    /// <summary>Stops gracefully: no new work, running work ends, Postgres last.</summary>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task StopAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
    }
}
