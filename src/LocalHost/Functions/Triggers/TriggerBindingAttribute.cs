namespace LocalHost.Functions;

/// <summary>The base of the attributes that say when a function runs; a function has exactly one of them.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class TriggerBindingAttribute : BindingAttribute
{
    /// <summary>Creates the attribute.</summary>
    protected internal TriggerBindingAttribute()
    {
    }
}
