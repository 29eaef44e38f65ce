using DataHound.Storage.ConfigPlane;
using Microsoft.Extensions.Options;

namespace DataHound.Functions.Ingestion;

/// <summary>How many bytes a received file may have: the setting of this process where there is one, else the global config document.</summary>
/// <param name="configs">The configuration that holds for all companies.</param>
/// <param name="options">The settings.</param>
public sealed class UploadLimit(IGlobalConfigs configs, IOptions<IngestionOptions> options)
{
    /// <summary>The limit in bytes.</summary>
    public async Task<long> GetAsync(CancellationToken cancellationToken) =>
        options.Value.UploadLimitBytes ?? (await configs.GetGlobalAsync(cancellationToken)).UploadLimitBytes;
}
