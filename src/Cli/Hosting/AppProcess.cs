using System.Diagnostics;

namespace DataHound.Cli.Hosting;

/// <summary>The running app: starts it, tells when it ended, stops it in order and, after a limit, by force.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    /// <summary>The app needs up to 10 s to stop cleanly with its Postgres.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(15);

    private readonly TaskCompletionSource<int> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _clock;
    private readonly string _appFile;
    private Process? _process;

    private AppProcess(TimeProvider clock, string appFile, string logFile)
    {
        _clock = clock;
        _appFile = appFile;
        LogFile = logFile;
    }

    public string LogFile { get; }

    /// <summary>Completes with the exit code when the app has ended.</summary>
    public Task<int> Ended => _ended.Task;

    public bool HasEnded => _ended.Task.IsCompleted;

    public static async Task<AppProcess> StartAsync(AppSettings settings, Home home, TimeProvider clock)
    {
        Directory.CreateDirectory(home.LogFolder);
        var logFile = Path.Combine(home.LogFolder, $"app-{clock.GetLocalNow():yyyyMMdd-HHmmss}.log");
        var app = new AppProcess(clock, home.AppFile, logFile);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // The kernel's "parent died" signal is tied to the thread that started the child: this one lives as long as the child does.
        var guard = new Thread(() => app.Guard(settings, started)) { IsBackground = true, Name = "app guard" };
        guard.Start();
        await started.Task.ConfigureAwait(false);
        return app;
    }

    /// <summary>Stops the app and returns when it is gone. A second call finds nothing to do.</summary>
    public async Task StopAsync()
    {
        if (_process is null) return;
        if (!HasEnded)
        {
            PosixSignals.SendTerminate(_process.Id);
            await Task.WhenAny(_ended.Task, Task.Delay(StopLimit, _clock)).ConfigureAwait(false);
        }

        // Also after a clean end: what the app started and left is in its session.
        PosixSignals.SendKillToSession(_process.Id);
        await _ended.Task.ConfigureAwait(false);
        File.Delete(_appFile);
    }

    /// <summary>Ends the app at once.</summary>
    public void Kill()
    {
        if (_process is not null) PosixSignals.SendKillToSession(_process.Id);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _process?.Dispose();
    }

    private void Guard(AppSettings settings, TaskCompletionSource started)
    {
        try
        {
            _process = Process.Start(LaunchCommand.Create(settings, LogFile)) ?? throw new InvalidOperationException("no process");
            new ProcessIdentity { ProcessId = _process.Id, StartedAt = new DateTimeOffset(_process.StartTime), Port = settings.Port }.Save(_appFile);
            started.SetResult();
            _process.WaitForExit();
            _ended.SetResult(_process.ExitCode);
        }
        catch (Exception error) when (!started.Task.IsCompleted)
        {
            _ended.TrySetResult(-1);
            started.SetException(new ExplainedException("app_not_started", $"The app could not be started: {error.Message}", "Run ./run again; if it stays, remove the folders bin and obj under src."));
        }
    }
}
