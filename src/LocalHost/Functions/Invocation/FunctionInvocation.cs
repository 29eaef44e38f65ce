using System.Diagnostics;
using LocalHost.Functions.Discovery;
using Microsoft.Extensions.DependencyInjection;

namespace LocalHost.Functions;

/// <summary>One run of a function in this host. The service scope is made when it is first asked for.</summary>
internal sealed class FunctionInvocation : FunctionContext, IAsyncDisposable
{
    private readonly IServiceProvider _hostServices;
    private AsyncServiceScope? _scope;
    private IServiceProvider? _instanceServices;
    private IDictionary<object, object>? _items;
    private InvocationFeatures? _features;
    private CurrentTrace? _trace;
    private TriggerData? _data;
    private string? _id;

    public FunctionInvocation(FunctionDescriptor function, InvocationTrigger trigger, IServiceProvider hostServices, CancellationToken cancellationToken)
    {
        Function = function;
        Trigger = trigger;
        _hostServices = hostServices;
        CancellationToken = cancellationToken;
    }

    public FunctionDescriptor Function { get; }

    public InvocationTrigger Trigger { get; }

    /// <summary>When the run is asked to end; null for never. It belongs to the run.</summary>
    public FunctionDeadline? Deadline { get; init; }

    /// <summary>The host's own services: singletons without a scope.</summary>
    public IServiceProvider HostServices => _hostServices;

    public object? Result { get; set; }

    public override CancellationToken CancellationToken { get; }

    public override string InvocationId => _id ??= Guid.NewGuid().ToString();

    public override string FunctionId => Function.Definition.Id;

    public override FunctionDefinition FunctionDefinition => Function.Definition;

    public override TraceContext TraceContext => _trace ??= new CurrentTrace(Activity.Current);

    public override BindingContext BindingContext => _data ??= new TriggerData(Trigger);

    public override RetryContext RetryContext => new Retries(Trigger.RetryCount, Function.Retry?.MaxRetryCount ?? 0);

    public override IDictionary<object, object> Items
    {
        get => _items ??= new Dictionary<object, object>();
        set => _items = value;
    }

    public override IInvocationFeatures Features => _features ??= new InvocationFeatures(Trigger);

    public override IServiceProvider InstanceServices
    {
        get => _instanceServices ??= (_scope = _hostServices.CreateAsyncScope()).Value.ServiceProvider;
        set => _instanceServices = value;
    }

    public ValueTask DisposeAsync()
    {
        Deadline?.Dispose();
        return _scope?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private sealed class CurrentTrace(Activity? activity) : TraceContext
    {
        public override string TraceParent { get; } = activity?.Id ?? "";

        public override string TraceState { get; } = activity?.TraceStateString ?? "";
    }

    private sealed class Retries(int count, int most) : RetryContext
    {
        public override int RetryCount => count;

        public override int MaxRetryCount => most;
    }

    private sealed class TriggerData(InvocationTrigger trigger) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData { get; } = Read(trigger);

        private static Dictionary<string, object?> Read(InvocationTrigger trigger)
        {
            Dictionary<string, object?> data = new(StringComparer.OrdinalIgnoreCase);
            foreach (KeyValuePair<string, object?> value in trigger.Http?.Request.RouteValues ?? [])
                data[value.Key] = value.Value;
            if ((trigger.Orchestration?.InstanceId ?? trigger.Activity?.InstanceId) is { } instance)
                data["instanceId"] = instance;
            return data;
        }
    }
}
