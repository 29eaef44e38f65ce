using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DataHound.EndToEnd.Cli;

/// <summary>All processes that work on a home, whoever started them: found by the environment they inherited or by their command line.</summary>
internal sealed class HomeProcesses(string home)
{
    private const string HomeVariable = "DATAHOUND_HOME=";

    /// <summary>Number and command line of each.</summary>
    public IReadOnlyList<(int Id, string Command)> List() =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Where(id => id != Environment.ProcessId)
            .Select(id => (Id: id, Command: Read(id, "cmdline"), Variables: Read(id, "environ")))
            .Where(process => process.Command.Length > 0 && (process.Variables.Contains(HomeVariable + home, StringComparison.Ordinal) || process.Command.Contains(home, StringComparison.Ordinal)))
            .Select(process => (process.Id, process.Command))];

    /// <summary>Ends all of them with -9, again and again until none is left: one may start another meanwhile.</summary>
    public void Kill()
    {
        while (List() is { Count: > 0 } processes)
        {
            foreach (var (id, _) in processes) Kill(id);
        }
    }

    /// <summary>Waits until none is left; answers those that stay.</summary>
    public async Task<IReadOnlyList<string>> WaitUntilGoneAsync()
    {
        var until = Stopwatch.StartNew();
        while (List().Count > 0 && until.Elapsed < TimeSpan.FromSeconds(60)) await Task.Delay(100);
        return [.. List().Select(process => process.Command)];
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // Gone meanwhile, which is what is wanted.
        }
    }

    private static string Read(int id, string file)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{id}/{file}")).Replace('\0', ' ');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }
}
