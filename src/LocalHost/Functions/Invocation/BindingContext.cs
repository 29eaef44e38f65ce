namespace LocalHost.Functions;

/// <summary>The data of a run's trigger.</summary>
public abstract class BindingContext
{
    /// <summary>The values by name; names are compared without regard to case.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
