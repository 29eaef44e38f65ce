using LocalHost.Functions.Builder;
using Microsoft.Extensions.Configuration;

namespace LocalHost.Functions.Hosting;

/// <summary>Where settings come from, the later winning: host.json's log levels, local.settings.json, environment, command line.</summary>
internal static class HostConfiguration
{
    public const string HostFileName = "host.json";

    private const string LocalSettingsFileName = "local.settings.json";

    /// <summary>The folder of host.json: the working folder if it is there, else the app's.</summary>
    public static string FindRoot() =>
        File.Exists(Path.Combine(Environment.CurrentDirectory, HostFileName)) ? Environment.CurrentDirectory : AppContext.BaseDirectory;

    public static string EnvironmentName() =>
        Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? "Production";

    public static void Add(ConfigurationManager configuration, FunctionsStart start, HostFile file, ICollection<string> problems)
    {
        Dictionary<string, string?> levels = new(StringComparer.OrdinalIgnoreCase)
        {
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
            ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Warning",
            ["Logging:LogLevel:Npgsql"] = "Warning",
        };
        foreach ((string category, string level) in file.LogLevels)
            levels["Logging:LogLevel:" + category] = level;
        configuration.AddInMemoryCollection(levels);

        string local = new[] { Environment.CurrentDirectory, AppContext.BaseDirectory }
            .Select(folder => Path.Combine(folder, LocalSettingsFileName)).FirstOrDefault(File.Exists) ?? LocalSettingsFileName;
        if (start.IsProgram)
            configuration.AddInMemoryCollection(LocalSettingsFile.Read(local, problems));
        configuration.AddEnvironmentVariables();
        configuration.AddCommandLine(start.Arguments);
        configuration.AddInMemoryCollection(start.Settings);
    }
}
