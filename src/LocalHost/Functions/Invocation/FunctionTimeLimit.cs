using LocalHost.Functions.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalHost.Functions;

/// <summary>Asks functions to end that run longer than <c>functionTimeout</c> of host.json. Orchestrators are not limited: they mostly wait.</summary>
internal sealed class FunctionTimeLimit(HostFile file, TimeProvider time, ILogger<FunctionTimeLimit> logger)
{
    /// <summary>A deadline from now on; null when there is none.</summary>
    public FunctionDeadline? Begin(CancellationToken outer) => file.FunctionTimeout is { } timeout ? new FunctionDeadline(timeout, time, outer) : null;

    /// <summary>Runs to the end, and tells a run that was stopped at its deadline so.</summary>
    /// <exception cref="FunctionTimeoutException">The run was stopped.</exception>
    public async Task RunAsync(FunctionInvocation invocation, FunctionDeadline deadline, Func<Task> run)
    {
        TimeSpan timeout = file.FunctionTimeout!.Value;
        deadline.OnPassed(() => HostLog.FunctionTimedOut(logger, invocation.Function.Name, invocation.InvocationId, timeout));
        try
        {
            await run();
        }
        catch (OperationCanceledException exception) when (deadline.HasPassed)
        {
            throw new FunctionTimeoutException(invocation.Function.Name, timeout, exception);
        }
    }
}
