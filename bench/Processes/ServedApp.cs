using System.Diagnostics;
using System.Globalization;
using DataHound.Bench.Scenarios;

namespace DataHound.Bench.Processes;

/// <summary>A functions app in a process, home and port of its own. Disposing stops it, with its Postgres.</summary>
internal sealed class ServedApp : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly TextWriter _log;

    private ServedApp(Process process, TextWriter log, int port)
    {
        _process = process;
        _log = log;
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 256 })
        {
            BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>A client for the app.</summary>
    public HttpClient Http { get; }

    /// <summary>From the start of the process until it was healthy.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>Its LocalHost home.</summary>
    public required string HostFolder { get; init; }

    public int ProcessId => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>Starts the program and waits until the path answers with success.</summary>
    public static async Task<ServedApp> StartAsync(ProcessStartInfo start, int port, string home, string healthPath, CancellationToken cancellationToken)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["LocalHost__Port"] = port.ToString(CultureInfo.InvariantCulture);
        var hostFolder = Path.Combine(home, "host");
        start.Environment["LocalHost__Home"] = hostFolder;
        start.Environment["LocalHost__ParentProcessId"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var log = TextWriter.Synchronized(new StreamWriter(Path.Combine(home, "app.log")) { AutoFlush = true });
        var since = Stopwatch.GetTimestamp();
        var process = Process.Start(start) ?? throw new BenchException("The app's process did not start.");
        process.OutputDataReceived += (_, line) => log.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => log.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var app = new ServedApp(process, log, port) { HostFolder = hostFolder };
        await app.WaitUntilHealthyAsync(healthPath, home, cancellationToken);
        app.StartTime = Stopwatch.GetElapsedTime(since);
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            using var terminate = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            using var limit = new CancellationTokenSource(StopLimit);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
        await _log.DisposeAsync();
    }

    private async Task WaitUntilHealthyAsync(string path, string home, CancellationToken cancellationToken)
    {
        var deadline = Stopwatch.GetTimestamp() + (Stopwatch.Frequency * 120);
        while (Stopwatch.GetTimestamp() < deadline && !_process.HasExited)
        {
            try
            {
                using var answer = await Http.GetAsync(path, cancellationToken);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Nobody listens yet.
            }

            await Task.Delay(20, cancellationToken);
        }

        await DisposeAsync();
        throw new BenchException($"The app did not become healthy; its last lines: {string.Join(" | ", File.ReadLines(Path.Combine(home, "app.log")).TakeLast(5))}");
    }
}
