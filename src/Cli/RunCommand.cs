using DataHound.Cli.Api;
using DataHound.Cli.Arguments;
using DataHound.Cli.Companies;
using DataHound.Cli.Deliveries;
using DataHound.Cli.Hosting;
using DataHound.Cli.Progress;
using DataHound.Cli.Summaries;

namespace DataHound.Cli;

/// <summary>The life of one ./run: starts the app, lets the work be done, serves on, and stops the app on every way out.</summary>
internal sealed class RunCommand(RunOptions options, IProgressView view, SummaryPrinter printer, TimeProvider clock)
{
    /// <summary>Answers the exit code. Throws <see cref="ExplainedException"/> for what the user must mend, and when cancelled.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var startedAt = clock.GetUtcNow();
        // Everything that can be wrong with the input is found before anything is started.
        var deliveries = DeliveryList.Read(options.Input);
        var config = options.Config is null ? [] : ConfigFolder.Read(options.Config, options.Company);

        using var home = Home.Open(options.Home);
        var postgres = new LeftoverPostgres(home.HostFolder, clock);
        await CleanUpAsync(home, postgres, cancellationToken).ConfigureAwait(false);
        LocalPort.EnsureFree(options.Port);

        view.Say("Starting the app ...");
        await using var app = await AppProcess.StartAsync(Settings(home), home, clock).ConfigureAwait(false);
        try
        {
            var api = new ApiClient(AppAddress.Client(options.Port), clock, view.Trace);
            await AppStart.WaitUntilReadyAsync(app, api, clock, missing => view.Trace($"Waiting for: {missing}"), cancellationToken).ConfigureAwait(false);
            view.Say($"Ready on {AppAddress.Url(options.Port)} (log: {app.LogFile})");
            var work = new Work(options, home, api, view, clock);
            var summary = await WhileAliveAsync(app, token => work.DoAsync(startedAt, config, deliveries, token), cancellationToken).ConfigureAwait(false);
            printer.Print(summary);
            if (options.JsonFile is { } file) await SummaryFile.WriteAsync(summary, file, cancellationToken).ConfigureAwait(false);
            if (summary.Error is { } error) throw new ExplainedException(error.Code, error.Cause, error.NextStep);
            if (!options.Once) await ServeAsync(app, cancellationToken).ConfigureAwait(false);
            return summary.Status is RunStatus.Success ? ExitCode.Success : ExitCode.Failure;
        }
        finally
        {
            await app.StopAsync().ConfigureAwait(false);
            await postgres.StopAsync().ConfigureAwait(false);
        }
    }

    private async Task CleanUpAsync(Home home, LeftoverPostgres postgres, CancellationToken cancellationToken)
    {
        if (await EarlierApp.StopAsync(home, clock, cancellationToken).ConfigureAwait(false)) view.Say("Stopped the app that an earlier ./run had left.");
        if (!options.Reset) return;
        await postgres.StopAsync().ConfigureAwait(false);
        postgres.RemoveFilesElsewhere();
        home.Clear();
        view.Say($"Removed the data of earlier runs in {home.Folder}.");
    }

    private AppSettings Settings(Home home) => new()
    {
        Program = Path.Combine(options.Root, "src", "Functions", "bin", "Release", "net10.0", "DataHound.Functions.dll"),
        WorkingFolder = options.Root,
        Port = options.Port,
        HostFolder = home.HostFolder,
        DataFolder = home.DataFolder,
        ConfigFolder = Path.Combine(options.Root, "config"),
        Verbose = options.Verbose,
    };

    /// <summary>Gives the work up as soon as the app has ended: nobody would answer any more.</summary>
    private static async Task<T> WhileAliveAsync<T>(AppProcess app, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var task = work(linked.Token);
        if (await Task.WhenAny(task, app.Ended).ConfigureAwait(false) == task) return await task.ConfigureAwait(false);
        await linked.CancelAsync().ConfigureAwait(false);
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or ExplainedException)
        {
            // The end of the app is the cause; this only follows from it.
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw AppLog.ExplainEnd(app.LogFile, await app.Ended.ConfigureAwait(false));
    }

    private async Task ServeAsync(AppProcess app, CancellationToken cancellationToken)
    {
        view.Say($"Serving on {AppAddress.Url(options.Port)} until Ctrl-C.");
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(stopped.SetResult).ConfigureAwait(false);
        if (await Task.WhenAny(stopped.Task, app.Ended).ConfigureAwait(false) == app.Ended) throw AppLog.ExplainEnd(app.LogFile, await app.Ended.ConfigureAwait(false));
        view.Say("Stopping ...");
    }
}
