namespace LocalHost.Functions;

/// <summary>Hands the function a <c>DurableTaskClient</c>.</summary>
public sealed class DurableClientAttribute : InputBindingAttribute
{
    /// <summary>The task hub; null means the hub of host.json, the only one this host serves.</summary>
    public string? TaskHub { get; set; }

    /// <summary>The name of the connection setting; this host has one connection and ignores it.</summary>
    public string? ConnectionName { get; set; }
}
