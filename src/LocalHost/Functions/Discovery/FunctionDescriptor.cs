using Microsoft.Extensions.DependencyInjection;

namespace LocalHost.Functions.Discovery;

/// <summary>A discovered function, ready to run.</summary>
internal sealed class FunctionDescriptor
{
    public required string Name { get; init; }

    public required FunctionKind Kind { get; init; }

    public required TriggerBindingAttribute Trigger { get; init; }

    /// <summary>The name orchestrators and activities are called by; the function's name for the others.</summary>
    public required string TaskName { get; init; }

    public required FunctionDefinition Definition { get; init; }

    public required ParameterBinder[] Binders { get; init; }

    public required Func<object?, object?[], ValueTask<object?>> Method { get; init; }

    /// <summary>What the method returns once awaited; void for nothing.</summary>
    public required Type ResultType { get; init; }

    /// <summary>Makes the object the method runs on; null for static methods.</summary>
    public required ObjectFactory? MakeTarget { get; init; }

    public RetryAttribute? Retry { get; init; }

    /// <summary>Whether a timer's UseMonitor was written out rather than left to its default.</summary>
    public bool MonitorIsExplicit { get; init; }

    public HttpTriggerAttribute Http => (HttpTriggerAttribute)Trigger;

    public TimerTriggerAttribute Timer => (TimerTriggerAttribute)Trigger;
}
