using DataHound.Storage.ConfigPlane.Documents;

namespace DataHound.Functions.Companies;

/// <summary>Lists the config documents in force.</summary>
/// <param name="documents">The configuration documents.</param>
/// <param name="logger">The log.</param>
public sealed class ListConfig(IConfigDocuments documents, ILogger<ListConfig> logger)
{
    /// <summary><c>GET /api/v1/config?kind=&amp;limit=&amp;cursor=</c>, by kind and name; the cursor is kind/name of the last document of the page before.</summary>
    [Function(nameof(ListConfig))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/config")] HttpRequest request,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var kind = request.Text("kind") is { } named ? ConfigRequest.KnownKind(named) : null;
        var active = (await documents.ListActiveAsync(cancellationToken))
            .Where(document => kind is null || document.Kind == kind)
            .Select(ConfigView.Of)
            .OrderBy(Key, StringComparer.Ordinal);
        return ApiResponse.Json(ApiPage.Of(active, Key, request.Limit(), request.Text("cursor")));
    });

    private static string Key(ConfigView view) => $"{view.Kind}/{view.Name}";
}
