using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalHost.Postgres;

/// <summary>Starts the embedded Postgres before everything else in a host and stops it after everything else.</summary>
/// <param name="postgres">The server.</param>
/// <param name="logger">Where the server logs.</param>
internal sealed class EmbeddedPostgresService(EmbeddedPostgres postgres, ILogger<EmbeddedPostgres> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        postgres.Logger = logger;
        return postgres.StartAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => postgres.StopAsync(CancellationToken.None);
}
