using DataHound.Storage.ControlPlane.Notifications;

namespace DataHound.Functions.Notifications;

/// <summary>Lists notifications, newest first: what was sent, what waits, what was given up.</summary>
/// <param name="ledger">The notifications.</param>
/// <param name="logger">The log.</param>
public sealed class ListNotifications(INotificationLedger ledger, ILogger<ListNotifications> logger)
{
    /// <summary><c>GET /api/v1/notifications?company=&amp;kind=&amp;channel=&amp;task=&amp;status=&amp;limit=&amp;cursor=</c>.</summary>
    [Function(nameof(ListNotifications))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/notifications")] HttpRequest request,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var page = await ledger.ListAsync(
            new NotificationQuery
            {
                Company = request.Text("company"),
                Kind = request.Text("kind"),
                Channel = request.Text("channel"),
                TaskId = request.Text("task"),
                State = request.OneOf<NotificationState>("status"),
                Limit = request.Limit(),
                Cursor = request.Text("cursor"),
            },
            cancellationToken);
        return ApiResponse.Json(new ApiPage<object>([.. page.Items.Select(NotificationView.Of)], page.NextCursor));
    });
}
