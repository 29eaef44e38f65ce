using DataHound.Storage.ConfigPlane.Documents;

namespace DataHound.Functions.Companies;

/// <summary>Lists the versions of a config document.</summary>
/// <param name="documents">The configuration documents.</param>
/// <param name="logger">The log.</param>
public sealed class ListConfigVersions(IConfigDocuments documents, ILogger<ListConfigVersions> logger)
{
    /// <summary><c>GET /api/v1/config/{kind}/{name}/versions?limit=&amp;cursor=</c>: author, comment and time of each, newest first.</summary>
    [Function(nameof(ListConfigVersions))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/config/{kind}/{name}/versions")] HttpRequest request,
        string kind,
        string name,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var page = await documents.ListVersionsAsync(ConfigRequest.KnownKind(kind), name, request.Limit(), request.Version("cursor"), cancellationToken);
        return page.Items.Count == 0
            ? throw ConfigRequest.Missing(kind, name)
            : ApiResponse.Json(new ApiPage<ConfigView>([.. page.Items.Select(ConfigView.Of)], page.NextCursor));
    });
}
