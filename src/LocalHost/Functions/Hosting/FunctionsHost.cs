using LocalHost.Functions.Discovery;
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
    WebApplication app, FunctionCatalog catalog, HostSettings settings, EmbeddedPostgres? embedded, IReadOnlyList<string> problems, bool isProgram)
    : IHost, IAsyncDisposable
{
    private const int FailedStart = 1;

    private readonly ILogger _logger = app.Services.GetRequiredService<ILogger<FunctionsHost>>();

    public IServiceProvider Services => app.Services;

    /// <summary>Where HTTP functions answer, once started.</summary>
    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await StartCheckedAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            HostException explained = Explain(exception);
            HostLog.StartFailed(_logger, exception);
            await StopAfterFailureAsync();
            if (!isProgram)
                throw explained;
            await Console.Error.WriteLineAsync($"error {explained.Code}: {explained.Reason}{Environment.NewLine}  {explained.NextStep}");
            Environment.ExitCode = FailedStart;
            app.Lifetime.StopApplication();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken = default) => await app.StopAsync(cancellationToken);

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        if (embedded is not null)
            await embedded.StopAsync();
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
        await app.StartAsync(cancellationToken);
        int Count(FunctionKind kind) => catalog.Functions.Count(function => function.Kind == kind);
        HostLog.Listening(_logger, Address.ToString(), Count(FunctionKind.Http), Count(FunctionKind.Timer), Count(FunctionKind.Orchestration), Count(FunctionKind.Activity));
    }

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
            await app.StopAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            HostLog.StopAfterFailureFailed(_logger, exception);
        }

        if (embedded is not null)
            await embedded.StopAsync(CancellationToken.None);
    }
}
