using System.Diagnostics;
using DataHound.Cli.Tests.Fakes;

namespace DataHound.Cli.Tests.Scripts;

/// <summary>A copy of the scripts in a folder with blanks, and of nothing else: what a broken or fresh checkout would be.</summary>
public sealed class Checkout : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Checkout()
    {
        Root = Path.Combine(_folder.Path, "a checkout");
        var source = FindRoot();
        Copy(source, "run");
        Copy(source, "test");
        Copy(source, "package-lock.json");
        Copy(source, Path.Combine("src", "Cli", "usage.txt"));
        foreach (var script in Directory.GetFiles(Path.Combine(source, "scripts"))) Copy(source, Path.GetRelativePath(source, script));
    }

    public string Root { get; }

    /// <summary>Runs a script from another folder than its own.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string script, string[] arguments, string? path = null)
    {
        var start = new ProcessStartInfo(Path.Combine(Root, script), arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = Path.GetTempPath() };
        if (path is not null)
        {
            start.Environment["PATH"] = path;
            start.Environment["HOME"] = Root;
            start.Environment.Remove("DOTNET_ROOT");
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    public void Dispose() => _folder.Dispose();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DataHound.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("The tests do not lie in the repository.");
        return folder.FullName;
    }

    private void Copy(string source, string file)
    {
        var target = Path.Combine(Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(Path.Combine(source, file), target);
    }
}
