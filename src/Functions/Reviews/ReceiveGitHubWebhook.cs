using System.Text.Json;
using DataHound.Connectors.GitHub;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ControlPlane.Reviews;

namespace DataHound.Functions.Reviews;

/// <summary>Takes GitHub's webhooks about pull requests and their checks.</summary>
/// <param name="gates">The register of review gates.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class ReceiveGitHubWebhook(IReviewGates gates, IGlobalConfigs configs, ILogger<ReceiveGitHubWebhook> logger)
{
    private const int MaximumBytes = 25 << 20;

    /// <summary>
    /// <c>POST /api/v1/webhooks/github</c>: 200 with what was noted, when that is durable; 401 without a right signature. The signature is the permission, so no key is needed.
    /// An event that comes twice or late changes nothing: what is newer stays.
    /// </summary>
    [Function(nameof(ReceiveGitHubWebhook))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/webhooks/github")] HttpRequest request,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var config = await configs.GetReviewsAsync(cancellationToken);
        var bytes = await request.ReadBytesAsync(MaximumBytes, cancellationToken);
        if (config.WebhookSecret is not { Length: > 0 } secret || !GitHubSignature.IsValid(secret, bytes, request.Headers[GitHubSignature.Header].ToString()))
            throw new UserErrorException("webhook_unsigned", "The webhook has no signature, or not one made with the secret that is configured here.", "Give GitHub the secret that webhook_secret of the reviews document names.");

        var eventName = request.Headers["X-GitHub-Event"].ToString();
        var noted = await NoteAsync(eventName, bytes, config, cancellationToken);
        return ApiResponse.Json(new { @event = eventName, gates = noted.Select(gate => gate.Id) });
    });

    private async Task<IReadOnlyList<ReviewGate>> NoteAsync(string eventName, byte[] bytes, Domain.Reviews.ReviewConfig config, CancellationToken cancellationToken)
    {
        try
        {
            using var body = JsonDocument.Parse(bytes);
            if (GitHubEvents.PullRequest(eventName, body.RootElement, config) is { } state)
                return await gates.NoteAsync(state, config, cancellationToken) is { } gate ? [gate] : [];
            return GitHubEvents.Check(eventName, body.RootElement, config) is { } check ? await gates.NoteAsync(check, cancellationToken) : [];
        }
        catch (JsonException exception)
        {
            throw new UserErrorException(new UserError("webhook_invalid", $"The webhook's body is not an event '{eventName}' as GitHub documents it.", "Send application/json payloads of GitHub's webhooks."), exception);
        }
    }
}
