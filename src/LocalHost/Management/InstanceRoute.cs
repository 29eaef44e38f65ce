namespace LocalHost.Management;

/// <summary>Marks the routes that look at or steer the one instance they name.</summary>
internal sealed class InstanceRoute
{
    /// <summary>The route value that is the instance's id.</summary>
    public const string Parameter = "instanceId";
}
