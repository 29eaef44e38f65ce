using DataHound.Storage.ControlPlane.Notifications;

namespace DataHound.Functions.Notifications;

/// <summary>Lists the other ends of channels that were used: whether they are enabled, rest, or fail.</summary>
/// <param name="endpoints">The endpoints.</param>
/// <param name="logger">The log.</param>
public sealed class ListNotificationEndpoints(INotificationEndpoints endpoints, ILogger<ListNotificationEndpoints> logger)
{
    /// <summary><c>GET /api/v1/notification-endpoints?limit=&amp;cursor=</c>.</summary>
    [Function(nameof(ListNotificationEndpoints))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/notification-endpoints")] HttpRequest request,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var all = await endpoints.ListAsync(cancellationToken);
        var page = ApiPage.Of(all.OrderBy(KeyOf, StringComparer.Ordinal), KeyOf, request.Limit(), request.Text("cursor"));
        return ApiResponse.Json(new ApiPage<object>([.. page.Items.Select(NotificationView.Of)], page.NextCursor));
    });

    private static string KeyOf(NotificationEndpoint endpoint) => $"{endpoint.Key.Scope}/{endpoint.Key.ChannelName}";
}
