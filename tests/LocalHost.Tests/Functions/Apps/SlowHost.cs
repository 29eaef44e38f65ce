using LocalHost.Functions.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace LocalHost.Tests.Functions.Apps;

/// <summary>Hosts with <see cref="SlowFunctions"/>.</summary>
public static class SlowHost
{
    /// <summary>Starts one.</summary>
    /// <param name="connectionString">Its database.</param>
    /// <param name="gate">Where its functions wait.</param>
    /// <param name="hostFile">The text of its host.json.</param>
    /// <param name="settings">Its settings.</param>
    public static async Task<InProcessHost> StartAsync(string connectionString, Gate gate, string hostFile = "{}", params (string Name, string Value)[] settings)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, hostFile);
            return await InProcessHost.StartAsync(new InProcessHostOptions
            {
                Types = [typeof(SlowFunctions)],
                ConnectionString = connectionString,
                HostFile = file,
                Settings = settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value),
                Configure = builder => builder.Services.AddSingleton(gate),
            });
        }
        finally
        {
            File.Delete(file);
        }
    }
}
