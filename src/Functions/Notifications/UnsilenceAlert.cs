using DataHound.Storage.ControlPlane.Notifications;

namespace DataHound.Functions.Notifications;

/// <summary>Ends the silence of an alert.</summary>
/// <param name="alerts">The alerts.</param>
/// <param name="logger">The log.</param>
public sealed class UnsilenceAlert(IAlerts alerts, ILogger<UnsilenceAlert> logger)
{
    /// <summary><c>POST /api/v1/alerts/{subject}/unsilence</c>: the alert.</summary>
    [Function(nameof(UnsilenceAlert))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/alerts/{subject}/unsilence")] HttpRequest request,
        string subject,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
            ApiResponse.Json(await alerts.UnsilenceAsync(subject, request.Initiator(), cancellationToken) ?? throw NotificationView.UnknownAlert()));
}
