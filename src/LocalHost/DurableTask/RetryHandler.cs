namespace LocalHost.DurableTask;

/// <summary>Says whether a failed task is tried again at once. It runs inside the orchestrator and must be deterministic.</summary>
/// <param name="retryContext">What is known about the failure.</param>
/// <returns>True to try again, false to give the failure to the caller.</returns>
public delegate bool RetryHandler(RetryContext retryContext);
