namespace LocalHost.Functions;

/// <summary>The base of the attributes that retry a timer function that throws.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute
{
    /// <summary>Creates the attribute.</summary>
    protected internal RetryAttribute()
    {
    }

    /// <summary>How often the function is tried again after its first failure; -1 means for ever.</summary>
    public int MaxRetryCount { get; protected init; }
}
