using DataHound.Storage.ControlPlane.Notifications;

namespace DataHound.Functions.Notifications;

/// <summary>Shows one notification.</summary>
/// <param name="ledger">The notifications.</param>
/// <param name="logger">The log.</param>
public sealed class GetNotification(INotificationLedger ledger, ILogger<GetNotification> logger)
{
    /// <summary><c>GET /api/v1/notifications/{notificationId}</c>.</summary>
    [Function(nameof(GetNotification))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/notifications/{notificationId}")] HttpRequest request,
        string notificationId,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
            ApiResponse.Json(NotificationView.Of(await ledger.FindAsync(NotificationView.Id(notificationId), cancellationToken) ?? throw NotificationView.Unknown())));
}
