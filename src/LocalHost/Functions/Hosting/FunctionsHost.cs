using System.Runtime.InteropServices;
using LocalHost.Functions.Discovery;
using LocalHost.Functions.Keys;
using LocalHost.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalHost.Functions.Hosting;

/// <summary>The running app. As a program it tells a failed start in one message and ends with an exit code, not with a stack trace.</summary>
internal sealed class FunctionsHost(
    WebApplication app, FunctionCatalog catalog, HostSettings settings, EmbeddedPostgres? embedded, IReadOnlyList<string> problems, StartPhase phase, bool isProgram)
    : IHost, IAsyncDisposable
{
    private const int FailedStart = 1;
    private const int Interrupted = 130;

    private readonly ILogger _logger = app.Services.GetRequiredService<ILogger<FunctionsHost>>();
    private StopSignals? _signals;

    public IServiceProvider Services => app.Services;

    /// <summary>Where HTTP functions answer, once started.</summary>
    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource interrupted = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using PosixSignalRegistration? interrupt = isProgram ? Cancel(PosixSignal.SIGINT, interrupted) : null;
        using PosixSignalRegistration? terminate = isProgram ? Cancel(PosixSignal.SIGTERM, interrupted) : null;
        phase.IsStarting = true;
        try
        {
            await StartCheckedAsync(interrupted.Token);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            await StopAfterFailureAsync();
            if (!isProgram)
                throw;
            EndProgram(Interrupted);
        }
        catch (Exception exception)
        {
            HostException explained = Explain(exception);
            HostLog.StartFailed(_logger, exception);
            await StopAfterFailureAsync();
            if (!isProgram)
                throw explained;
            await Console.Error.WriteLineAsync($"error {explained.Code}: {explained.Reason}{Environment.NewLine}  {explained.NextStep}");
            EndProgram(FailedStart);
        }
        finally
        {
            phase.IsStarting = false;
        }
    }

    /// <summary>Stops taking work, lets running work end, and stops Postgres last.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await app.StopAsync(cancellationToken);
        }
        finally
        {
            if (embedded is not null)
                await embedded.StopAsync(CancellationToken.None);
        }
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        _signals?.Dispose();
        await app.DisposeAsync();
        if (embedded is not null)
            await embedded.DisposeAsync();
    }

    private async Task StartCheckedAsync(CancellationToken cancellationToken)
    {
        if (problems.Count > 0)
        {
            throw new HostException(
                "settings_invalid",
                problems.Count == 1 ? problems[0] : FormattableString.Invariant($"{problems.Count} things are wrong: ") + string.Join(" ", problems.Select((problem, i) => FormattableString.Invariant($"({i + 1}) {problem}"))),
                "Correct this and start again.");
        }

        HostListener.CheckPort(settings);
        if (embedded is null)
            await app.Services.GetRequiredService<HostDatabase>().CheckAsync(cancellationToken);
        else
            await StartPostgresAsync(embedded, cancellationToken);
        if (app.Services.GetService<KeyRing>() is { } keys)
            await keys.PrepareAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
        LogStops();
        _signals = isProgram ? new StopSignals(EndAtOnceAsync) : null;
        foreach (string warning in app.Services.GetRequiredService<HostFile>().Warnings)
            HostLog.HostFileWarning(_logger, warning);
        int Count(FunctionKind kind) => catalog.Functions.Count(function => function.Kind == kind);
        HostLog.Listening(_logger, Address.ToString(), Count(FunctionKind.Http), Count(FunctionKind.Timer), Count(FunctionKind.Orchestration), Count(FunctionKind.Activity));
    }

    private Task StartPostgresAsync(EmbeddedPostgres postgres, CancellationToken cancellationToken)
    {
        postgres.Logger = app.Services.GetRequiredService<ILogger<EmbeddedPostgres>>();
        return postgres.StartAsync(cancellationToken);
    }

    private void LogStops()
    {
        app.Lifetime.ApplicationStopping.Register(() => HostLog.Stopping(_logger));
        app.Lifetime.ApplicationStopped.Register(() => HostLog.Stopped(_logger));
    }

    /// <summary>Ends the program in the middle of its work, as a crash would, but for Postgres.</summary>
    private async Task EndAtOnceAsync()
    {
        HostLog.StoppingAtOnce(_logger);
        try
        {
            if (embedded is not null)
                await embedded.StopAsync(CancellationToken.None);
        }
        finally
        {
            Environment.Exit(Interrupted);
        }
    }

    private void EndProgram(int exitCode)
    {
        Environment.ExitCode = exitCode;
        app.Lifetime.StopApplication();
    }

    private static PosixSignalRegistration Cancel(PosixSignal signal, CancellationTokenSource source) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The start ended in this moment; the host's own handlers stop it.
            return;
        }
    });

    private HostException Explain(Exception exception) => exception switch
    {
        HostException explained => explained,
        IOException { InnerException: AddressInUseException } => HostListener.Unusable(settings, isTaken: true, exception),
        _ => new HostException("start_failed", $"The host did not start: {exception.Message}", "Set Logging:LogLevel:LocalHost to Debug to see where.", exception),
    };

    private async Task StopAfterFailureAsync()
    {
        try
        {
            await StopAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            HostLog.StopAfterFailureFailed(_logger, exception);
        }
    }
}
