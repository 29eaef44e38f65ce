using DataHound.Storage.ConfigPlane.Documents;

namespace DataHound.Functions.Companies;

/// <summary>Puts a config document of any kind into force.</summary>
/// <param name="documents">The configuration documents.</param>
/// <param name="logger">The log.</param>
public sealed class PutConfigDocument(IConfigDocuments documents, ILogger<PutConfigDocument> logger)
{
    /// <summary>
    /// <c>PUT /api/v1/config/{kind}/{name}?comment=</c> with the document: 201 for a new version, 200 when it is in force already, 400 when it is not valid,
    /// 412 when header <c>If-Match</c> names another version than the one in force.
    /// </summary>
    [Function(nameof(PutConfigDocument))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/config/{kind}/{name}")] HttpRequest request,
        string kind,
        string name,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () => await PutConfig.SaveAsync(documents, request, ConfigRequest.KnownKind(kind), name, cancellationToken));
}
