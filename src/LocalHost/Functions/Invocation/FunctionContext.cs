namespace LocalHost.Functions;

/// <summary>One run of a function.</summary>
public abstract class FunctionContext
{
    /// <summary>The run's own id.</summary>
    public abstract string InvocationId { get; }

    /// <summary>The function's id: the same in every run and every process of one build.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The distributed trace the run belongs to.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>The trigger's data by name, such as route values.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>How often the run was retried.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>The services of this run's scope, disposed with it.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The function's description.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>Values that middleware and function share in this run.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>What the host tells about this run, by type.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Cancelled when the caller has gone or the host stops.</summary>
    public virtual CancellationToken CancellationToken { get; }
}
