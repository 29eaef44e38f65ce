namespace LocalHost.DurableTask;

/// <summary>What a retry handler is told about the failure it decides on.</summary>
/// <param name="OrchestrationContext">The calling orchestration.</param>
/// <param name="LastAttemptNumber">The number of the attempt that failed, counted from 1.</param>
/// <param name="LastFailure">Why that attempt failed.</param>
/// <param name="TotalRetryTime">Time since the first attempt was scheduled.</param>
/// <param name="CancellationToken">Never cancelled here; present for signature compatibility.</param>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
