using DataHound.Storage.ControlPlane.Notifications;

namespace DataHound.Functions.Notifications;

/// <summary>Silences an alert for a while.</summary>
/// <param name="alerts">The alerts.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class SilenceAlert(IAlerts alerts, TimeProvider time, ILogger<SilenceAlert> logger)
{
    private const int LongestReason = 500;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary><c>POST /api/v1/alerts/{subject}/silence</c> with <c>{"until", "reason"}</c>: the alert.</summary>
    [Function(nameof(SilenceAlert))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/alerts/{subject}/silence")] HttpRequest request,
        string subject,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var (body, _) = await request.ReadJsonAsync<SilenceAlertBody>(cancellationToken);
        var until = ApiInstant.Parse(body.Until, "until")!.Value;
        if (until <= time.GetUtcNow() || until > time.GetUtcNow() + Longest)
            throw new UserErrorException("until_invalid", "until is not in the coming 366 days.", "Send a later instant, or unsilence the alert.");
        if (body.Reason?.Length > LongestReason)
            throw new UserErrorException("reason_too_long", $"The reason has more than {LongestReason} characters.", "Send a shorter one.");
        return ApiResponse.Json(await alerts.SilenceAsync(subject, until, request.Initiator(body.Reason), cancellationToken) ?? throw NotificationView.UnknownAlert());
    });
}
