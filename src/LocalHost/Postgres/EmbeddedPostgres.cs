using LocalHost.Functions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace LocalHost.Postgres;

/// <summary>
/// A Postgres of one's own in a data folder: created when absent, started when it does not run, used together with other processes on the same
/// folder, and stopped by the last of them. A server that a killed process left behind is taken over.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private readonly EmbeddedPostgresOptions _options;
    private readonly ServerFolder _folder;
    private readonly ConnectionPlan _plan;
    private readonly HostException? _problem;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private FileLock? _use;

    /// <summary>Chooses port and password. Nothing is started, and what goes wrong is told by <see cref="StartAsync"/>.</summary>
    /// <param name="options">Where and how to run.</param>
    /// <param name="logger">Where to log; null means nowhere.</param>
    public EmbeddedPostgres(EmbeddedPostgresOptions options, ILogger? logger = null)
    {
        _options = options;
        Logger = logger ?? NullLogger.Instance;
        _folder = new ServerFolder(Path.Combine(options.Home, "postgres"));
        try
        {
            _plan = ConnectionPlan.Make(_folder, options.Port);
        }
        catch (HostException exception)
        {
            _problem = exception;
            _plan = ConnectionPlan.Unusable;
        }

        ConnectionString = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = _plan.Port,
            Username = ClusterSettings.UserName,
            Password = _plan.Password,
            Database = ClusterSettings.Database,
        }.ConnectionString;
    }

    /// <summary>How to connect; known before the server runs.</summary>
    public string ConnectionString { get; }

    /// <summary>Where to log. A host has its logger later than the connection string.</summary>
    internal ILogger Logger { get; set; }

    /// <summary>Makes the server run, creating it if need be, and returns when it answers. Does nothing when it was called before.</summary>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="HostException">It cannot run; code, reason and next step say why and what to do.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (_problem is not null)
            throw _problem;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_use is not null)
                return;
            using FileLock change = await FileLock.ExclusiveAsync(_folder.ChangeLock, _options.StartTimeout, cancellationToken);
            await MakeRunAsync(cancellationToken);

            // From here on StopAsync sees to the server, also when the start is cancelled in this moment.
            _use = await FileLock.SharedAsync(_folder.UseLock, _options.StartTimeout, CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch (TimeoutException exception)
        {
            throw new HostException(
                "postgres_start_timeout", "Another process has been starting Postgres in the same data folder for too long.", "End that process, then start again.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ServerFailure.FromFiles(exception);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Stops the server, unless another process uses it. Committed data is safe either way.</summary>
    /// <param name="cancellationToken">Cancels waiting for the end.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_use is null)
                return;
            using FileLock change = await FileLock.ExclusiveAsync(_folder.ChangeLock, _options.StartTimeout, cancellationToken);
            _use.Dispose();
            _use = null;
            using FileLock? alone = FileLock.TryExclusive(_folder.UseLock);
            if (alone is null)
            {
                PostgresLog.LeftToOthers(Logger);
                return;
            }

            if (await new ClusterControl(_folder, _options, Logger).StopAsync(cancellationToken))
                PostgresLog.Stopped(Logger);
            else
                PostgresLog.StopFailed(Logger);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _gate.Dispose();
    }

    private async Task MakeRunAsync(CancellationToken cancellationToken)
    {
        PostmasterFile.RemoveIfStale(_folder.Cluster);
        if (PostmasterFile.Read(_folder.Cluster) is { } running)
        {
            if (running.Port != _plan.Port)
                throw ServerFailure.PortTaken();
            if (await AnswersAsync(_options.StartTimeout, cancellationToken))
            {
                PostgresLog.Adopted(Logger, running.Port);
                return;
            }
        }

        if (!PortChoice.IsFree(_plan.Port))
            throw ServerFailure.PortTaken();
        await new ClusterControl(_folder, _options, Logger).StartAsync(_plan, cancellationToken);
    }

    /// <summary>Whether the server accepts us; waits while it recovers or goes down.</summary>
    private async Task<bool> AnswersAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false, Timeout = 5 });
        long started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < timeout && PostmasterFile.Read(_folder.Cluster) is { IsRunning: true })
        {
            try
            {
                await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken);
                return true;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
            }
        }

        return false;
    }
}
