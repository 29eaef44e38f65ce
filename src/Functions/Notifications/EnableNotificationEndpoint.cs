using DataHound.Storage.ControlPlane.Notifications;

namespace DataHound.Functions.Notifications;

/// <summary>Uses an endpoint again that was disabled because it said that it is gone.</summary>
/// <param name="endpoints">The endpoints.</param>
/// <param name="logger">The log.</param>
public sealed class EnableNotificationEndpoint(INotificationEndpoints endpoints, ILogger<EnableNotificationEndpoint> logger)
{
    /// <summary><c>POST /api/v1/notification-endpoints/{scope}/{channel}/enable</c>; the scope is a company, or <c>_house</c>.</summary>
    [Function(nameof(EnableNotificationEndpoint))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/notification-endpoints/{scope}/{channel}/enable")] HttpRequest request,
        string scope,
        string channel,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
            await endpoints.EnableAsync(new NotificationChannelKey(scope, channel), request.Initiator(), cancellationToken)
                ? ApiResponse.Json(new { scope, ChannelName = channel, Enabled = true })
                : throw new UserErrorException("endpoint_unknown", "This channel was never used.", "List the endpoints with GET /api/v1/notification-endpoints."));
}
