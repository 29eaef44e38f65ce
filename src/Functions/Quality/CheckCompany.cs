using DataHound.Storage.DataPlane.Checks;

namespace DataHound.Functions.Quality;

/// <summary>Does one company's part of a check.</summary>
/// <param name="checks">The checks.</param>
/// <param name="logger">The log.</param>
public sealed partial class CheckCompany(IDataChecks checks, ILogger<CheckCompany> logger)
{
    /// <summary>Checks the company and stores what came of it; again it does the same.</summary>
    [Function(nameof(CheckCompany))]
    public async Task RunAsync([ActivityTrigger] DataCheckInput input, CancellationToken cancellationToken)
    {
        try
        {
            await checks.WorkAsync(input.CheckId, input.Companies[0], cancellationToken);
        }
        catch (Exception exception) when (exception is not (UserErrorException or OperationCanceledException))
        {
            LogFailed(logger, input.CheckId, input.Companies[0], exception);
            throw;
        }
    }

    [LoggerMessage(EventId = 3301, Level = LogLevel.Error, Message = "Check {CheckId} failed for company {Company}.")]
    private static partial void LogFailed(ILogger logger, Guid checkId, string company, Exception exception);
}
