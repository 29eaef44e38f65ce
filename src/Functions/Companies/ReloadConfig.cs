using DataHound.Storage.ConfigPlane;

namespace DataHound.Functions.Companies;

/// <summary>Takes over what has changed in the config folder, without a restart.</summary>
/// <param name="reload">Loads the folder.</param>
/// <param name="logger">The log.</param>
public sealed partial class ReloadConfig(ConfigReload reload, ILogger<ReloadConfig> logger)
{
    /// <summary>Every minute. A folder that is not valid is told in the log; what was in force stays.</summary>
    [Function(nameof(ReloadConfig))]
    public async Task RunAsync([TimerTrigger("30 * * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var document in await reload.RunAsync(cancellationToken))
                LogTakenOver(logger, document.Kind, document.Name, document.Version);
        }
        catch (UserErrorException exception)
        {
            LogNotValid(logger, exception.Error.Code, exception.Error.Cause);
        }
    }

    /// <summary><c>POST /api/v1/config-reload</c>: the documents that have a new version; 400 when the folder is not valid.</summary>
    [Function("ReloadConfigNow")]
    public Task<IActionResult> RunNowAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/config-reload")] HttpRequest request,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
            ApiResponse.Json(new { documents = (await reload.RunAsync(cancellationToken)).Select(ConfigView.Of) }));

    [LoggerMessage(EventId = 3101, Level = LogLevel.Information, Message = "The config folder brought version {Version} of {Kind} {Name}.")]
    private static partial void LogTakenOver(ILogger logger, string kind, string name, int version);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Warning, Message = "The config folder is not taken over ({Code}): {Cause}")]
    private static partial void LogNotValid(ILogger logger, string code, string cause);
}
