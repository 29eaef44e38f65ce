using System.Globalization;

namespace DataHound.Cli.Hosting;

/// <summary>What the app is started with: its program and its environment.</summary>
internal sealed record AppSettings
{
    /// <summary>Absolute path of DataHound.Functions.dll.</summary>
    public required string Program { get; init; }

    public required string WorkingFolder { get; init; }

    public required int Port { get; init; }

    public required string HostFolder { get; init; }

    public required string DataFolder { get; init; }

    public required string ConfigFolder { get; init; }

    public required bool Verbose { get; init; }

    /// <summary>The environment variables of the app, beside those it inherits.</summary>
    public IReadOnlyDictionary<string, string> Environment()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LocalHost__Port"] = Port.ToString(CultureInfo.InvariantCulture),
            ["LocalHost__Home"] = HostFolder,
            ["LocalHost__ParentProcessId"] = System.Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
            ["DataHound__Home"] = DataFolder,
            ["DataHound__ConfigFolder"] = ConfigFolder,
        };
        if (Verbose) variables["Logging__LogLevel__Default"] = "Debug";
        return variables;
    }
}
