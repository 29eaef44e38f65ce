namespace DataHound.Functions.Http;

/// <summary>Runs the body of an HTTP function and turns what it throws into problem details, so that no caller ever sees a stack trace.</summary>
internal static partial class ApiCall
{
    private static readonly Dictionary<string, int> StatusByCode = new(StringComparer.Ordinal)
    {
        ["company_unknown"] = 404,
        ["pipeline_unknown"] = 404,
        ["run_unknown"] = 404,
        ["dataset_unknown"] = 404,
        ["version_unknown"] = 404,
        ["profile_unknown"] = 404,
        ["notification_unknown"] = 404,
        ["alert_unknown"] = 404,
        ["endpoint_unknown"] = 404,
        ["channel_unknown"] = 404,
        ["check_unknown"] = 404,
        ["row_unknown"] = 404,
        ["parity_part_unknown"] = 404,
        ["reconciliation_unknown"] = 404,
        ["replay_unknown"] = 404,
        ["backfill_unknown"] = 404,
        ["config_missing"] = 404,
        ["config_kind_unknown"] = 404,
        ["config_changed"] = 412,
        ["feature_off"] = 403,
        ["schedule_unknown"] = 404,
        ["task_run_unknown"] = 404,
        ["review_unknown"] = 404,
        ["effect_unknown"] = 404,
        ["webhook_unsigned"] = 401,
        ["review_decided"] = 409,
        ["run_active"] = 409,
        ["row_not_open"] = 409,
        ["backfill_finished"] = 409,
        ["version_current"] = 409,
        ["version_removed"] = 410,
        ["version_damaged"] = 409,
        ["received_file_damaged"] = 409,
        ["run_finished"] = 409,
        ["schedule_exists"] = 409,
        ["task_running"] = 409,
        ["schedule_changed"] = 412,
        ["if_match_missing"] = 428,
        ["file_conflict"] = 409,
        ["file_too_large"] = 413,
        ["body_too_large"] = 413,
        ["idempotency_key_reused"] = 422,
        ["internal_error"] = 500,
    };

    public static async Task<IActionResult> RunAsync(ILogger logger, Func<Task<IActionResult>> body)
    {
        try
        {
            return await body();
        }
        catch (UserErrorException exception)
        {
            return ApiResponse.Problem(StatusByCode.GetValueOrDefault(exception.Error.Code, 400), exception.Error);
        }
        catch (Exception exception) when (exception is OperationCanceledException or BadHttpRequestException)
        {
            // The host knows what to answer: nobody listens any more, or the request broke its limits.
            throw;
        }
        catch (Exception exception)
        {
            LogFailed(logger, exception);
            return ApiResponse.Problem(500, UserError.Unexpected);
        }
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "An HTTP function failed.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
