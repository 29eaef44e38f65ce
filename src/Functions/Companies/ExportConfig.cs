using DataHound.Storage.ConfigPlane.Archives;

namespace DataHound.Functions.Companies;

/// <summary>Gives all config documents in force as files.</summary>
/// <param name="archive">The archive of documents.</param>
/// <param name="logger">The log.</param>
public sealed class ExportConfig(ConfigArchive archive, ILogger<ExportConfig> logger)
{
    /// <summary><c>GET /api/v1/config-archive</c>: a zip that, unpacked, is a config folder. Secrets are references.</summary>
    [Function(nameof(ExportConfig))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/config-archive")] HttpRequest request,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
            new FileContentResult(await archive.ExportAsync(cancellationToken), "application/zip") { FileDownloadName = "datahound-config.zip" });
}
