using DataHound.Storage.ConfigPlane.Documents;

namespace DataHound.Functions.Companies;

/// <summary>Reads a config document.</summary>
/// <param name="documents">The configuration documents.</param>
/// <param name="logger">The log.</param>
public sealed class GetConfig(IConfigDocuments documents, ILogger<GetConfig> logger)
{
    /// <summary><c>GET /api/v1/config/{kind}/{name}?version=</c>: the document itself, by default the version in force; the version is its ETag. Secrets are references.</summary>
    [Function(nameof(GetConfig))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/config/{kind}/{name}")] HttpRequest request,
        string kind,
        string name,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var document = request.Version("version") is { } version
            ? await documents.FindAsync(ConfigRequest.KnownKind(kind), name, version, cancellationToken)
            : await documents.FindActiveAsync(ConfigRequest.KnownKind(kind), name, cancellationToken);
        if (document is null)
            throw ConfigRequest.Missing(kind, name);
        request.HttpContext.Response.Headers.ETag = $"\"{document.Version}\"";
        return new ContentResult { StatusCode = 200, ContentType = "application/json; charset=utf-8", Content = document.Content };
    });
}
