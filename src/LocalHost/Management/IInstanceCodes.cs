namespace LocalHost.Management;

/// <summary>Makes the codes with which links open their instance.</summary>
internal interface IInstanceCodes
{
    /// <summary>The code of an instance's links.</summary>
    string For(string instanceId);
}
