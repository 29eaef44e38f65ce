using System.Globalization;
using System.Text.Json;

namespace DataHound.EndToEnd.Cli;

/// <summary>A home (with a blank in its path) and a port of its own. At the end nothing of it is left, neither files nor processes.</summary>
internal sealed class Installation : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"datahound end to end {Guid.NewGuid():N}");

    public Installation()
    {
        Directory.CreateDirectory(_folder);
        Port = FreePort.Next();
    }

    public int Port { get; }

    public string Home => Path.Combine(_folder, "home");

    public string SummaryFile => Path.Combine(_folder, "summary.json");

    public HomeProcesses Processes => new(Home);

    public string Folder(string name)
    {
        var folder = Path.Combine(_folder, name);
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>Starts ./run with this home and port.</summary>
    public RunScript Start(params string[] arguments) => RunScript.Start(Home, Port, arguments);

    /// <summary>Runs ./run --once to its end and reads its summary.</summary>
    public async Task<(int ExitCode, string Output, JsonElement Summary)> RunOnceAsync(params string[] arguments)
    {
        await using var run = Start(["--once", "--json", SummaryFile, .. arguments]);
        var exitCode = await run.WaitForExitAsync();
        if (!File.Exists(SummaryFile)) throw new InvalidOperationException($"./run wrote no summary; it ended with {exitCode.ToString(CultureInfo.InvariantCulture)}:\n{run.Output}");
        using var summary = JsonDocument.Parse(await File.ReadAllTextAsync(SummaryFile));
        return (exitCode, run.Output, summary.RootElement.Clone());
    }

    public void Dispose()
    {
        Processes.Kill();
        Directory.Delete(_folder, recursive: true);
    }
}
