namespace LocalHost.Functions.Builder;

/// <summary>Begins a functions app.</summary>
public static class FunctionsApplication
{
    /// <summary>
    /// Reads the settings (host.json, local.settings.json, environment, command line) and finds the functions of the entry assembly. When no
    /// connection string <c>Postgres</c> is set, the configuration afterwards holds that of the embedded server, which the host will run.
    /// </summary>
    /// <param name="args">The command line, with settings such as <c>--LocalHost:Port=7072</c>.</param>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(new FunctionsStart { Arguments = args, IsProgram = true });
}
