using DataHound.Storage.ControlPlane.Notifications;

namespace DataHound.Functions.Notifications;

/// <summary>Sends a notification again.</summary>
/// <param name="ledger">The notifications.</param>
/// <param name="logger">The log.</param>
public sealed class ResendNotification(INotificationLedger ledger, ILogger<ResendNotification> logger)
{
    /// <summary><c>POST /api/v1/notifications/{notificationId}/resend</c>: 202 with the id to follow. One that waits is tried at once; of one that has ended a copy is sent.</summary>
    [Function(nameof(ResendNotification))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/notifications/{notificationId}/resend")] HttpRequest request,
        string notificationId,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var id = await ledger.ResendAsync(NotificationView.Id(notificationId), request.Initiator(), cancellationToken) ?? throw NotificationView.Unknown();
        return ApiResponse.Json(new { Id = id, Links = NotificationView.Links(id) }, 202);
    });
}
