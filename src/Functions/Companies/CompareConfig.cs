using DataHound.Storage.ConfigPlane.Documents;

namespace DataHound.Functions.Companies;

/// <summary>Compares versions of a config document.</summary>
/// <param name="documents">The configuration documents.</param>
/// <param name="logger">The log.</param>
public sealed class CompareConfig(IConfigDocuments documents, ILogger<CompareConfig> logger)
{
    /// <summary><c>GET /api/v1/config/{kind}/{name}/diff?from=&amp;to=</c>: each changed value with its path; <c>to</c> is by default the version in force, <c>from</c> the one before <c>to</c>.</summary>
    [Function(nameof(CompareConfig))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/config/{kind}/{name}/diff")] HttpRequest request,
        string kind,
        string name,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var known = ConfigRequest.KnownKind(kind);
        var to = request.Version("to")
            ?? (await documents.FindActiveAsync(known, name, cancellationToken))?.Version
            ?? throw ConfigRequest.Missing(kind, name);
        var from = request.Version("from") ?? Math.Max(1, to - 1);
        return ApiResponse.Json(new { kind, name, from, to, changes = await documents.CompareAsync(known, name, from, to, cancellationToken) });
    });
}
