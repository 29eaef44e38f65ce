using DataHound.Storage.ControlPlane.Backfills;

namespace DataHound.Functions.Pipelines;

/// <summary>Pauses, resumes or cancels a backfill.</summary>
/// <param name="backfills">The register of backfills.</param>
/// <param name="logger">The log.</param>
public sealed class ChangeBackfill(IBackfills backfills, ILogger<ChangeBackfill> logger)
{
    /// <summary><c>POST /api/v1/backfills/{backfillId}/{change}</c> (<c>pause</c>, <c>resume</c> or <c>cancel</c>): 202 with the backfill; 404, or 409 when its state does not allow it.</summary>
    [Function(nameof(ChangeBackfill))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/backfills/{backfillId}/{change}")] HttpRequest request,
        string backfillId,
        string change,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var wanted = change switch
        {
            "pause" => BackfillChange.Pause,
            "resume" => BackfillChange.Resume,
            "cancel" => BackfillChange.Cancel,
            _ => throw new UserErrorException("change_unknown", "A backfill can be paused, resumed or canceled.", "POST to /api/v1/backfills/{backfillId}/pause, /resume or /cancel."),
        };
        var reason = request.ContentLength > 0 ? (await request.ReadJsonAsync<ChangeBackfillBody>(cancellationToken)).Value.Reason : null;
        var backfill = await backfills.ChangeAsync((await backfills.RequireAsync(backfillId, cancellationToken)).Id, wanted, request.Initiator(reason), cancellationToken);
        return ApiResponse.Json(BackfillView.Of(backfill, await backfills.CountAsync(backfill.Id, cancellationToken)), 202);
    });
}
