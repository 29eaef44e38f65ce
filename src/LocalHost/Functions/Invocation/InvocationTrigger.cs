using LocalHost.DurableTask;
using Microsoft.AspNetCore.Http;

namespace LocalHost.Functions;

/// <summary>What set off a run; exactly one of the kinds is filled.</summary>
internal sealed record InvocationTrigger
{
    public HttpContext? Http { get; init; }

    public TimerInfo? Timer { get; init; }

    public TaskOrchestrationContext? Orchestration { get; init; }

    public TaskActivityContext? Activity { get; init; }

    /// <summary>The input of an activity as the data converter stored it.</summary>
    public string? SerializedInput { get; init; }

    public int RetryCount { get; init; }
}
