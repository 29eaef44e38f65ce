namespace LocalHost.Functions;

/// <summary>A binding of a function.</summary>
public abstract class BindingMetadata
{
    /// <summary>The name of the bound parameter.</summary>
    public abstract string Name { get; }

    /// <summary>The kind of binding, such as <c>httpTrigger</c> or <c>activityTrigger</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Which way data goes.</summary>
    public abstract BindingDirection Direction { get; }
}
