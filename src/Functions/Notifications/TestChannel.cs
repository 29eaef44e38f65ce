using DataHound.Functions.Companies;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ControlPlane.Notifications;

namespace DataHound.Functions.Notifications;

/// <summary>Tries a channel out.</summary>
/// <param name="router">Puts the message into the queue.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class TestChannel(INotificationRouter router, ICompanyConfigs configs, ILogger<TestChannel> logger)
{
    /// <summary><c>POST /api/v1/notifications/test</c> with <c>{"channel", "company"}</c>: 202 with the ids to follow, one a target.</summary>
    [Function(nameof(TestChannel))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/notifications/test")] HttpRequest request,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var (body, _) = await request.ReadJsonAsync<TestChannelBody>(cancellationToken);
        if (body.Company is not null)
            await configs.RequireAsync(body.Company, cancellationToken);
        var ids = await router.TestAsync(body.Company, body.Channel, request.Initiator().Actor, cancellationToken);
        return ApiResponse.Json(new { Notifications = ids.Select(id => new { Id = id, Links = NotificationView.Links(id) }) }, 202);
    });
}
