using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DataHound.EndToEnd.Cli;

/// <summary>A ./run in progress, started as a user does: from another folder, without a terminal.</summary>
internal sealed class RunScript : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private RunScript(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int ProcessId => _process.Id;

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    public static RunScript Start(string home, int port, string[] arguments)
    {
        // A test process in the background may have been told to ignore Ctrl-C, and its children would inherit that.
        var start = new ProcessStartInfo("env", ["--default-signal", Checkout.Path("run"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["DATAHOUND_HOME"] = home;
        start.Environment["DATAHOUND_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment.Remove("ConnectionStrings__Postgres");
        var process = Process.Start(start) ?? throw new InvalidOperationException("./run could not be started.");
        process.StandardInput.Close();
        return new RunScript(process);
    }

    /// <summary>Waits until a line of the output contains all the words.</summary>
    public async Task WaitForAsync(params string[] words)
    {
        var until = Stopwatch.StartNew();
        while (!Output.Split('\n').Any(line => words.All(word => line.Contains(word, StringComparison.Ordinal))))
        {
            if (_process.HasExited || until.Elapsed > Limit) throw new InvalidOperationException($"./run never said {string.Join(" ... ", words)}:\n{Output}");
            await Task.Delay(20);
        }
    }

    /// <summary>Sends SIGINT, as Ctrl-C does, or another signal.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async Task<int> WaitForExitAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"./run did not end:\n{Output}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Append(string? line)
    {
        lock (_output) _output.AppendLine(line);
    }
}
