using DataHound.Storage.ControlPlane.Idempotency;
using Microsoft.Extensions.Options;

namespace DataHound.Functions.Http.Idempotency;

/// <summary>
/// Does a request with an <c>Idempotency-Key</c> once and answers its retries with the saved answer, by the rules that Stripe's API made common.
/// A refusal (400 to 499) is not saved: nothing was done, and the same key may come with a corrected request.
/// </summary>
/// <param name="keys">The keys.</param>
/// <param name="options">The settings.</param>
public sealed class IdempotentRequests(IIdempotencyKeys keys, IOptions<IdempotencyOptions> options)
{
    private const string ReplayedHeader = "Idempotent-Replayed";

    /// <summary>Runs the function, or answers in its place.</summary>
    /// <param name="http">The request, which carries a key.</param>
    /// <param name="function">The function's name: keys of different functions never meet.</param>
    /// <param name="run">Runs the function and gives its result.</param>
    /// <returns>The result to answer with.</returns>
    public async Task<object?> RunAsync(HttpContext http, string function, Func<Task<object?>> run)
    {
        var key = http.Request.Key();
        if (key.Length > RequestKey.Longest)
            return ApiResponse.Problem(400, new UserError("idempotency_key_too_long", $"The header {RequestKey.Header} is longer than {RequestKey.Longest} characters.", "Send a shorter key."));

        var request = new IdempotencyRequest
        {
            Scope = $"http.{function}.{http.Request.Caller()}",
            Key = key,
            RequestHash = await http.Request.FingerprintAsync(http.RequestAborted),
            ClaimFor = options.Value.RequestFor,
            Lifetime = options.Value.Lifetime,
        };
        var claim = await keys.ClaimAsync(request, http.RequestAborted);
        switch (claim.Outcome)
        {
            case IdempotencyOutcome.Completed:
                http.Response.Headers[ReplayedHeader] = "true";
                return SavedAnswer.FromJson(claim.ResponseJson!).Replay(http.Response);
            case IdempotencyOutcome.InProgress:
                http.Response.Headers.RetryAfter = "1";
                return ApiResponse.Problem(409, new UserError("idempotency_key_in_use", $"The first request with this {RequestKey.Header} is still at work.", "Send the same request again in a moment to get its answer."));
            case IdempotencyOutcome.Mismatch:
                return ApiResponse.Problem(422, new UserError("idempotency_key_reused", $"The {RequestKey.Header} was used for another request.", "Send a new key, or the address and body that the key was used with."));
            default:
                return await ExecuteAsync(http, request, claim.Claim, run);
        }
    }

    private async Task<object?> ExecuteAsync(HttpContext http, IdempotencyRequest request, Guid claim, Func<Task<object?>> run)
    {
        object? result;
        try
        {
            result = await run();
        }
        catch
        {
            await keys.LoseAsync(request.Scope, request.Key, claim, CancellationToken.None);
            throw;
        }

        // What was done stays done, so its answer is saved even when the caller has gone meanwhile.
        var answer = SavedAnswer.Of(result, http.Response);
        if (answer is { Status: >= 400 and < 500 })
            await keys.ReleaseAsync(request.Scope, request.Key, claim, CancellationToken.None);
        else if (answer is null || answer.Body?.Length > options.Value.LongestAnswer || (answer.Status >= 500 && !options.Value.SaveServerErrors))
            await keys.LoseAsync(request.Scope, request.Key, claim, CancellationToken.None);
        else
            await keys.CompleteAsync(request.Scope, request.Key, claim, answer.ToJson(), CancellationToken.None);
        return result;
    }
}
