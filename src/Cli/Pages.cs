using System.Reflection;

namespace DataHound.Cli;

/// <summary>What ./run prints when it does not run.</summary>
internal static class Pages
{
    public static int Help(TextWriter output)
    {
        using var usage = new StreamReader(typeof(Pages).Assembly.GetManifestResourceStream("usage.txt")!);
        output.Write(usage.ReadToEnd());
        return ExitCode.Success;
    }

    public static int Version(TextWriter output)
    {
        var version = typeof(Pages).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        output.WriteLine($"DataHound {version.Split('+')[0]}");
        return ExitCode.Success;
    }

    public static int Error(TextWriter output, ExplainedException error)
    {
        output.WriteLine($"error {error.Code}: {error.Message}");
        output.WriteLine($"next: {error.NextStep}");
        return error.Code is "bad_arguments" ? ExitCode.BadArguments : ExitCode.Failure;
    }
}
