using DataHound.Storage.ConfigPlane.Archives;

namespace DataHound.Functions.Companies;

/// <summary>Takes over config documents from files.</summary>
/// <param name="archive">The archive of documents.</param>
/// <param name="logger">The log.</param>
public sealed class ImportConfig(ConfigArchive archive, ILogger<ImportConfig> logger)
{
    private const int MaximumBytes = 64 << 20;

    /// <summary>
    /// <c>PUT /api/v1/config-archive?comment=&amp;dryRun=</c> with a zip of config files: all of them or, when one is wrong, none are put into force; the answer says what changed.
    /// <c>dryRun=true</c> changes nothing. Documents the zip does not hold stay.
    /// </summary>
    [Function(nameof(ImportConfig))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/config-archive")] HttpRequest request,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var write = request.Text("dryRun") is not "true";
        using var zip = new MemoryStream(await request.ReadBytesAsync(MaximumBytes, cancellationToken));
        var outcomes = await archive.ImportAsync(zip, request.Initiator(request.Comment()), write, cancellationToken);
        return ApiResponse.Json(new { written = write, documents = outcomes });
    });
}
