namespace DataHound.Functions.Pipelines;

/// <summary>How activities of a run are tried again.</summary>
internal static class Retries
{
    private const int Attempts = 5;

    /// <summary>Five tries with growing pauses, for what may pass; never for an error that the user has to mend.</summary>
    public static TaskOptions ForPassingFailures { get; } = TaskOptions.FromRetryPolicy(
        new RetryPolicy(Attempts, TimeSpan.FromSeconds(1), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromSeconds(30))
        {
            HandleFailure = failure => !string.Equals(failure.ErrorType, typeof(UserErrorException).FullName, StringComparison.Ordinal),
        });
}
