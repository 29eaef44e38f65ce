using System.Collections.Concurrent;
using System.Diagnostics;

namespace DataHound.EndToEnd.App;

/// <summary>The real app in a process of its own, with its own home and port, embedded Postgres included.</summary>
public sealed class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;

    private AppProcess(Process process, string home, int port)
    {
        _process = process;
        Home = home;
        Port = port;
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(5) };
    }

    public string Home { get; }

    public int Port { get; }

    public HttpClient Client { get; }

    public int ProcessId => _process.Id;

    public string Output => string.Join('\n', _output);

    /// <summary>A new home that an embedded Postgres running as another user can reach, with a blank in its path.</summary>
    public static string NewHome()
    {
        var home = Directory.CreateTempSubdirectory("datahound e2e ");
        if (!OperatingSystem.IsWindows())
            home.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return home.FullName;
    }

    public static async Task<AppProcess> StartAsync(string home, int? port = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        var app = Launch(home, port ?? FreePort.Next(), settings);
        using var limit = new CancellationTokenSource(StartLimit);
        while (true)
        {
            if (app._process.HasExited)
                throw new InvalidOperationException($"The app ended with code {app._process.ExitCode}:\n{app.Output}");
            try
            {
                using var answer = await app.Client.GetAsync("/api/health", limit.Token);
                if (answer.IsSuccessStatusCode)
                    return app;
            }
            catch (HttpRequestException)
            {
            }

            await Task.Delay(100, limit.Token);
        }
    }

    /// <summary>Starts the app where it is expected to end by itself, such as on a bad setting.</summary>
    public static async Task<(int ExitCode, string Output)> RunToEndAsync(string home, int port, IReadOnlyDictionary<string, string> settings)
    {
        await using var app = Launch(home, port, settings);
        using var limit = new CancellationTokenSource(StartLimit);
        await app._process.WaitForExitAsync(limit.Token);
        return (app._process.ExitCode, app.Output);
    }

    /// <summary>Ends the app and everything it started, at once and without warning.</summary>
    public async Task KillTreeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the app to stop, as Ctrl-C does.</summary>
    public async Task StopAsync()
    {
        if (_process.HasExited)
            return;
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            await KillTreeAsync();
            throw new InvalidOperationException($"The app did not stop in time:\n{Output}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Client.Dispose();
        _process.Dispose();
    }

    private static AppProcess Launch(string home, int port, IReadOnlyDictionary<string, string>? settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "DataHound.Functions.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = home,
        };
        start.Environment["LocalHost__Port"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["LocalHost__Home"] = Path.Combine(home, "host");
        start.Environment["DataHound__Home"] = Path.Combine(home, "data");
        start.Environment["DataHound__ConfigFolder"] = Checkout.Path("config");
        foreach (var (name, value) in settings ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[name] = value;

        var process = new Process { StartInfo = start };
        var app = new AppProcess(process, home, port);
        process.OutputDataReceived += (_, line) => app._output.Enqueue(line.Data ?? string.Empty);
        process.ErrorDataReceived += (_, line) => app._output.Enqueue(line.Data ?? string.Empty);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return app;
    }
}
