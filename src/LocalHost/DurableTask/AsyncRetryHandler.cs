namespace LocalHost.DurableTask;

/// <summary>
/// Says whether a failed task is tried again. It runs inside the orchestrator, so it may await tasks of
/// <see cref="RetryContext.OrchestrationContext"/> only, for example a timer that waits before the next attempt.
/// </summary>
/// <param name="retryContext">What is known about the failure.</param>
/// <returns>True to try again, false to give the failure to the caller.</returns>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
