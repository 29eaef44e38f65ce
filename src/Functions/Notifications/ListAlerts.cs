using DataHound.Storage.ControlPlane.Notifications;

namespace DataHound.Functions.Notifications;

/// <summary>Lists alerts, last heard of first.</summary>
/// <param name="alerts">The alerts.</param>
/// <param name="logger">The log.</param>
public sealed class ListAlerts(IAlerts alerts, ILogger<ListAlerts> logger)
{
    /// <summary><c>GET /api/v1/alerts?company=&amp;state=open|resolved&amp;limit=&amp;cursor=</c>.</summary>
    [Function(nameof(ListAlerts))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/alerts")] HttpRequest request,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var query = new AlertQuery { Company = request.Text("company"), Open = Open(request.Text("state")), Limit = request.Limit(), Cursor = request.Text("cursor") };
        var page = await alerts.ListAsync(query, cancellationToken);
        return ApiResponse.Json(new ApiPage<Alert>(page.Items, page.NextCursor));
    });

    private static bool? Open(string? state) => state switch
    {
        null => null,
        "open" => true,
        "resolved" => false,
        _ => throw new UserErrorException("state_invalid", "The query parameter state is not a state of alerts.", "Use open or resolved."),
    };
}
