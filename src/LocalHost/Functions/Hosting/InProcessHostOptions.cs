using System.Reflection;
using LocalHost.Functions.Builder;

namespace LocalHost.Functions.Hosting;

/// <summary>What a host in this process runs. Settings of the machine's local.settings.json are not read.</summary>
public sealed record InProcessHostOptions
{
    /// <summary>Assemblies whose functions are hosted.</summary>
    public IReadOnlyCollection<Assembly> Assemblies { get; init; } = [];

    /// <summary>Classes whose functions are hosted, besides those of <see cref="Assemblies"/>.</summary>
    public IReadOnlyCollection<Type> Types { get; init; } = [];

    /// <summary>The Postgres to use; null means an embedded one in the folder that the setting <c>LocalHost:Home</c> names.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Settings, which win over those of the environment. The port is a free one unless <c>LocalHost:Port</c> is set.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>The host.json to read; null means the one in the working folder or beside the app, if there is one.</summary>
    public string? HostFile { get; init; }

    /// <summary>Adds services and middleware, as the app's program would.</summary>
    public Action<FunctionsApplicationBuilder>? Configure { get; init; }
}
