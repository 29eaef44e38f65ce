using DataHound.Storage.ControlPlane.Runs;

namespace DataHound.Functions.Pipelines;

/// <summary>Executes one unit of a planned stage and stores what it made; a unit that is done is not done again.</summary>
/// <param name="catalog">The stages.</param>
/// <param name="heartbeat">Shows that the run is alive.</param>
/// <param name="store">The course of stages.</param>
/// <param name="logger">The log.</param>
public sealed partial class ExecuteStageUnit(StageCatalog catalog, RunHeartbeat heartbeat, IStageStore store, ILogger<ExecuteStageUnit> logger)
{
    /// <summary>Executes the unit. What it writes is visible to readers only after the stage's commit.</summary>
    [Function(nameof(ExecuteStageUnit))]
    public async Task RunAsync([ActivityTrigger] StageInput input, CancellationToken cancellationToken)
    {
        var key = new StageKey(input.RunId, input.Company, input.Stage);
        if (await store.FindUnitResultAsync(key, input.Unit!, cancellationToken) is not null)
            return;

        var plan = await store.FindPlanAsync(key, cancellationToken);
        var unit = plan?.Units.FirstOrDefault(candidate => string.Equals(candidate.Name, input.Unit, StringComparison.Ordinal))
            ?? throw new UserErrorException("unit_unknown", $"The plan of stage '{input.Stage}' has no unit '{input.Unit}'.", "Start another run.");
        var (stage, context) = await catalog.GetAsync(input, cancellationToken);
        try
        {
            var result = await heartbeat.DuringAsync(input.RunId, () => stage.ExecuteAsync(context, unit, cancellationToken), cancellationToken);
            await store.SaveUnitResultAsync(key, result, cancellationToken);
        }
        catch (Exception exception) when (exception is not (UserErrorException or OperationCanceledException))
        {
            LogFailed(logger, input.RunId, input.Stage, input.Unit!, exception);
            throw new StageUnitFailedException(input.Stage, input.Unit!);
        }
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Error, Message = "Run {RunId}: unit {Unit} of stage {Stage} failed.")]
    private static partial void LogFailed(ILogger logger, string runId, string stage, string unit, Exception exception);
}
