using DataHound.Storage.ConfigPlane.Documents;
using DataHound.Storage.ConfigPlane.Layers;
using Microsoft.Extensions.Logging;

namespace DataHound.Storage.ConfigPlane;

/// <summary>Loads the config folder that the settings name, at the start and again while the app runs.</summary>
public sealed partial class ConfigReload
{
    private readonly StorageOptions _options;
    private readonly ConfigImporter _importer;
    private readonly EnvironmentLayer _environment;
    private readonly ILogger<ConfigReload> _logger;

    internal ConfigReload(StorageOptions options, ConfigImporter importer, EnvironmentLayer environment, ILogger<ConfigReload> logger) =>
        (_options, _importer, _environment, _logger) = (options, importer, environment, logger);

    /// <summary>Takes over what has changed in the folder; nothing when no folder is named.</summary>
    /// <returns>The documents that have a new version.</returns>
    /// <exception cref="Domain.Observability.UserErrorException"><c>config_invalid</c> or <c>config_missing</c>; what is in force stays so.</exception>
    public async Task<IReadOnlyList<ConfigDocument>> RunAsync(CancellationToken cancellationToken)
    {
        if (_options.ConfigFolder is null)
            return [];
        var saves = await _importer.ImportAsync(_options.ConfigFolder, company: null, cancellationToken);
        return [.. saves.Where(save => save.Created).Select(save => save.Document)];
    }

    /// <summary>The first load, which also says which environment variables name no document.</summary>
    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var variable in _environment.Unknown())
            LogUnknownVariable(variable);
        await RunAsync(cancellationToken);
    }

    [LoggerMessage(EventId = 1202, Level = LogLevel.Warning, Message = "The environment variable {Variable} names no config document; it has no effect.")]
    private partial void LogUnknownVariable(string variable);
}
