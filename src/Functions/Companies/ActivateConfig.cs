using DataHound.Storage.ConfigPlane.Documents;

namespace DataHound.Functions.Companies;

/// <summary>Puts an older version of a config document into force again.</summary>
/// <param name="documents">The configuration documents.</param>
/// <param name="logger">The log.</param>
public sealed class ActivateConfig(IConfigDocuments documents, ILogger<ActivateConfig> logger)
{
    /// <summary><c>POST /api/v1/config/{kind}/{name}/activate</c> with <c>{"version": 3, "comment": "..."}</c>: 200; 400 when the version does not fit the rest as it is now.</summary>
    [Function(nameof(ActivateConfig))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/config/{kind}/{name}/activate")] HttpRequest request,
        string kind,
        string name,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var (body, _) = await request.ReadJsonAsync<ActivateConfigBody>(cancellationToken);
        var document = await documents.ActivateAsync(ConfigRequest.KnownKind(kind), name, body.Version, request.Initiator(body.Comment), cancellationToken);
        return ApiResponse.Json(ConfigView.Of(document));
    });
}
