using LocalHost.DurableTask;

namespace LocalHost.Engine.Execution;

/// <summary>
/// Calls a task as often as its retry options allow. This is orchestrator code itself: every attempt is a call of its own in
/// the history, and the waits between them are durable timers.
/// </summary>
internal static class Retries
{
    public static Task<TResult> CallAsync<TResult>(TaskOrchestrationContext context, TaskRetryOptions? retry, Func<Task<TResult>> call) =>
        retry is null ? call() : RetryAsync(context, retry, call);

    private static async Task<TResult> RetryAsync<TResult>(TaskOrchestrationContext context, TaskRetryOptions retry, Func<Task<TResult>> call)
    {
        var firstAttempt = context.CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException failed)
            {
                var again = retry.Policy is { } policy
                    ? await WaitAsync(context, policy, attempt, firstAttempt, failed.FailureDetails)
                    : await AskAsync(context, retry.Handler, attempt, firstAttempt, failed.FailureDetails);
                if (!again)
                {
                    throw;
                }
            }
        }
    }

    private static async Task<bool> WaitAsync(
        TaskOrchestrationContext context,
        RetryPolicy policy,
        int attempt,
        DateTime firstAttempt,
        TaskFailureDetails failure)
    {
        if (attempt >= policy.MaxNumberOfAttempts || !policy.HandleFailure(failure))
        {
            return false;
        }

        if (policy.RetryTimeout != Timeout.InfiniteTimeSpan && context.CurrentUtcDateTime - firstAttempt >= policy.RetryTimeout)
        {
            return false;
        }

        await context.CreateTimer(Delay(policy, attempt), CancellationToken.None);
        return true;
    }

    private static TimeSpan Delay(RetryPolicy policy, int attempt)
    {
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        var ticks = policy.FirstRetryInterval.Ticks * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        return ticks < longest.Ticks ? TimeSpan.FromTicks((long)ticks) : longest;
    }

    private static Task<bool> AskAsync(
        TaskOrchestrationContext context,
        AsyncRetryHandler? handler,
        int attempt,
        DateTime firstAttempt,
        TaskFailureDetails failure) =>
        handler is null
            ? Task.FromResult(false)
            : handler(new RetryContext(context, attempt, failure, context.CurrentUtcDateTime - firstAttempt, CancellationToken.None));
}
