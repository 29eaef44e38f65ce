namespace LocalHost.Functions;

/// <summary>The base of the attributes that hand a function something besides its trigger.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class InputBindingAttribute : BindingAttribute
{
    /// <summary>Creates the attribute.</summary>
    protected internal InputBindingAttribute()
    {
    }
}
