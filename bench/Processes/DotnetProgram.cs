using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DataHound.Bench.Processes;

/// <summary>How to start a built .NET program with the runtime this one runs on.</summary>
internal static class DotnetProgram
{
    /// <summary>The bench itself.</summary>
    public static string Self => typeof(DotnetProgram).Assembly.Location;

    public static ProcessStartInfo Start(string assembly, params string[] arguments)
    {
        var start = new ProcessStartInfo(Host) { UseShellExecute = false };
        start.ArgumentList.Add(assembly);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }

    /// <summary>The dotnet program three folders above the shared framework.</summary>
    private static string Host
    {
        get
        {
            var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
            var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
            return File.Exists(beside) ? beside : name;
        }
    }
}
