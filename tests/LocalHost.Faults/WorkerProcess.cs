using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using LocalHost.FaultWorker;

namespace LocalHost.Faults;

/// <summary>A worker in a process of its own.</summary>
public sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Task _reading;

    private WorkerProcess(Process process)
    {
        _process = process;

        // Read on and on, so that a full pipe never holds the worker up.
        _reading = Task.Run(async () =>
        {
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                _lines.Enqueue(line);
            }
        });
    }

    /// <summary>Starts a worker and waits until it is at work, or dead.</summary>
    public static async Task<WorkerProcess> StartAsync(WorkerSettings settings)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "LocalHost.FaultWorker.dll"));
        start.ArgumentList.Add(settings.Write());
        var worker = new WorkerProcess(Process.Start(start).ShouldNotBeNull());
        await worker.SaysAsync("ready");
        return worker;
    }

    /// <summary>Whether the process has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>What the process has written.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Waits until the process has written something, or is dead.</summary>
    public async Task SaysAsync(string text) =>
        (await Until.TrueAsync(() => Task.FromResult(_reading.IsCompleted || _lines.Any(line => line.Contains(text, StringComparison.Ordinal))))).ShouldBeTrue(
            $"the worker never wrote '{text}': {Output}");

    /// <summary>Waits until the process has ended.</summary>
    public async Task ExitsAsync() =>
        (await Until.TrueAsync(() => Task.FromResult(HasExited))).ShouldBeTrue($"the worker did not end: {Output}");

    /// <summary>Asks the process to stop in good order.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Sets the process's clock so far beside the machine's, and waits until it is.</summary>
    public Task SetClockAsync(TimeSpan offset) => SaysAsync(SetClock(offset));

    /// <summary>Tells the process to set its clock so far beside the machine's.</summary>
    /// <returns>The line the process answers with.</returns>
    public string SetClock(TimeSpan offset)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"clock {offset.TotalSeconds}");
        try
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has died.
        }

        return line;
    }

    /// <summary>Sends a signal, such as STOP or CONT.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

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
