namespace LocalHost.Functions;

/// <summary>The base of every attribute that ties a parameter to something outside the function.</summary>
public abstract class BindingAttribute : Attribute
{
    /// <summary>Creates the attribute.</summary>
    protected internal BindingAttribute()
    {
    }
}
