using System.Diagnostics;

namespace DataHound.Cli.Hosting;

/// <summary>
/// The command line of the app process. It leads a session of its own (a Ctrl-C in the terminal reaches ./run alone, which then stops the app in
/// order), the kernel asks it to stop when ./run dies in whatever way, and it writes its log itself, so that nothing is lost with ./run.
/// </summary>
internal static class LaunchCommand
{
    private const string ToLog = "exec \"$@\" >>\"$0\" 2>&1 </dev/null";

    public static ProcessStartInfo Create(AppSettings settings, string logFile)
    {
        var words = new List<string>();
        if (Find("setsid") is { } session) words.Add(session);
        if (Find("setpriv") is { } privileges) words.AddRange([privileges, "--pdeathsig", "TERM"]);
        words.AddRange(["/bin/sh", "-c", ToLog, logFile, Dotnet(), settings.Program]);

        var start = new ProcessStartInfo(words[0]) { WorkingDirectory = settings.WorkingFolder, UseShellExecute = false };
        foreach (var word in words.Skip(1)) start.ArgumentList.Add(word);
        foreach (var (name, value) in settings.Environment()) start.Environment[name] = value;
        return start;
    }

    private static string Dotnet() => Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) is "dotnet" ? path : "dotnet";

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Concat(["/usr/bin", "/bin"])
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}
