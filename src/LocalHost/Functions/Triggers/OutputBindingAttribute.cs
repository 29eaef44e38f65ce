namespace LocalHost.Functions;

/// <summary>The base of the attributes that say where a result goes.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public abstract class OutputBindingAttribute : BindingAttribute
{
    /// <summary>Creates the attribute.</summary>
    protected internal OutputBindingAttribute()
    {
    }
}
