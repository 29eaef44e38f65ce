using System.Collections.Concurrent;
using LocalHost.Functions;

namespace LocalHost.Tests.Functions.Apps;

/// <summary>What timer functions of one test saw; a service, so that tests do not disturb each other.</summary>
public sealed class TickLog
{
    public ConcurrentQueue<TimerInfo> Ticks { get; } = [];

    public ConcurrentQueue<string> Notes { get; } = [];
}

public sealed class EverySecond(TickLog log)
{
    [Function("EverySecond")]
    public void Run([TimerTrigger("* * * * * *", UseMonitor = true)] TimerInfo timer) => log.Ticks.Enqueue(timer);
}

public sealed class Yearly(TickLog log)
{
    [Function("Yearly")]
    public async Task Run([TimerTrigger("%Schedules:Yearly%")] TimerInfo timer, FunctionContext context, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        log.Notes.Enqueue(context.FunctionDefinition.InputBindings.Values.Single().Type);
        log.Ticks.Enqueue(timer);
    }
}

public sealed class AtStart(TickLog log)
{
    [Function("AtStart")]
    public void Run([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer) => log.Ticks.Enqueue(timer);
}

public sealed class FailsTwice(TickLog log)
{
    [Function("FailsTwice")]
    [FixedDelayRetry(5, "00:00:00")]
    public void Run([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer, FunctionContext context)
    {
        log.Notes.Enqueue($"{context.RetryContext.RetryCount} of {context.RetryContext.MaxRetryCount}");
        if (context.RetryContext.RetryCount < 2)
            throw new InvalidOperationException("not yet");
        log.Ticks.Enqueue(timer);
    }
}

public sealed class Nightly(TickLog log)
{
    [Function("Nightly")]
    public void Run([TimerTrigger("0 30 2 * * *")] TimerInfo timer) => log.Ticks.Enqueue(timer);
}

public sealed class Unmonitored(TickLog log)
{
    [Function("Unmonitored")]
    public void Run([TimerTrigger("0 30 2 * * *", UseMonitor = false)] TimerInfo timer) => log.Ticks.Enqueue(timer);
}
