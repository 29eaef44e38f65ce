using System.Diagnostics;
using System.Globalization;

namespace LocalHost.Faults;

/// <summary>A worker in a process of its own.</summary>
public sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    /// <summary>Starts a worker and waits until it is at work.</summary>
    public static async Task<WorkerProcess> StartAsync(string connectionString, string hub, int attempts = 10)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "LocalHost.FaultWorker.dll"));
        start.ArgumentList.Add(connectionString);
        start.ArgumentList.Add(hub);
        start.ArgumentList.Add(attempts.ToString(CultureInfo.InvariantCulture));
        var process = Process.Start(start).ShouldNotBeNull();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line && line is not "ready")
        {
        }

        // Read on, so that a full pipe never holds the worker up.
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return new WorkerProcess(process);
    }

    /// <summary>Whether the process has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Ends the process as kill -9 does.</summary>
    public void KillNow()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
    }

    public void Dispose()
    {
        KillNow();
        _process.Dispose();
    }
}
