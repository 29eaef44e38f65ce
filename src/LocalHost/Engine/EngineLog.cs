using Microsoft.Extensions.Logging;

namespace LocalHost.Engine;

/// <summary>Every line the engine logs. No payloads: they may hold personal data.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(1001, LogLevel.Information, "Durable task worker {Worker} started on task hub {Hub}")]
    public static partial void WorkerStarted(ILogger logger, long worker, string hub);

    [LoggerMessage(1002, LogLevel.Information, "Durable task worker {Worker} stopped")]
    public static partial void WorkerStopped(ILogger logger, long worker);

    [LoggerMessage(1003, LogLevel.Warning, "Durable task worker {Worker} lost its claims, because they were not renewed in time; starting again as a new one")]
    public static partial void ClaimsLost(ILogger logger, long worker);

    [LoggerMessage(1004, LogLevel.Warning, "Work of a process that fell silent was taken over")]
    public static partial void TakenOver(ILogger logger);

    [LoggerMessage(1005, LogLevel.Warning, "The durable task loop {Loop} failed and goes on after a pause")]
    public static partial void LoopFailed(ILogger logger, Exception exception, string loop);

    [LoggerMessage(1006, LogLevel.Warning, "A commit of {Count} changes failed; they are stored one by one")]
    public static partial void CommitSplit(ILogger logger, Exception exception, int count);

    [LoggerMessage(1007, LogLevel.Warning, "A commit failed and is tried again (attempt {Attempt})")]
    public static partial void CommitRetried(ILogger logger, Exception exception, int attempt);

    [LoggerMessage(1008, LogLevel.Warning, "The claim on instance {InstanceId} was lost; another process goes on with it")]
    public static partial void SessionFenced(ILogger logger, string instanceId);

    [LoggerMessage(1009, LogLevel.Error, "A step of instance {InstanceId} could not be stored; the instance is read anew")]
    public static partial void StepFailed(ILogger logger, Exception exception, string instanceId);

    [LoggerMessage(1010, LogLevel.Information, "Activity {Name} of instance {InstanceId} failed")]
    public static partial void ActivityFailed(ILogger logger, Exception exception, string name, string instanceId);

    [LoggerMessage(1011, LogLevel.Error, "The result of activity {Name} of instance {InstanceId} could not be stored")]
    public static partial void ResultFailed(ILogger logger, Exception exception, string name, string instanceId);

    [LoggerMessage(1012, LogLevel.Information, "Instance {InstanceId} of orchestrator {Name} failed with {ErrorType}")]
    public static partial void InstanceFailed(ILogger logger, string instanceId, string name, string? errorType);

    [LoggerMessage(1013, LogLevel.Warning, "{Count} claims without work behind them were given back")]
    public static partial void ClaimsReconciled(ILogger logger, int count);

    [LoggerMessage(1014, LogLevel.Error, "Given up after {Attempts} attempts, now a dead letter: the {Kind} {Name} of instance {InstanceId}")]
    public static partial void GivenUp(ILogger logger, int attempts, string kind, string name, string instanceId);

    [LoggerMessage(1015, LogLevel.Information, "{Count} instances were purged, because they finished longer ago than they are kept")]
    public static partial void Purged(ILogger logger, int count);
}
