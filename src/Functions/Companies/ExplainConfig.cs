using DataHound.Storage.ConfigPlane.Documents;

namespace DataHound.Functions.Companies;

/// <summary>Says where each value in force comes from.</summary>
/// <param name="documents">The configuration documents.</param>
/// <param name="logger">The log.</param>
public sealed class ExplainConfig(IConfigDocuments documents, ILogger<ExplainConfig> logger)
{
    /// <summary><c>GET /api/v1/config/{kind}/{name}/values</c>: path, value, layer (default, file, environment, database) and origin of each. Secrets are references.</summary>
    [Function(nameof(ExplainConfig))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/config/{kind}/{name}/values")] HttpRequest request,
        string kind,
        string name,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
            ApiResponse.Json(new { kind, name, values = await documents.ExplainAsync(ConfigRequest.KnownKind(kind), name, cancellationToken) }));
}
