namespace LocalHost.Engine;

/// <summary>What tests register to make a worker fail at a point. Nothing else does: without it every point is one comparison with null.</summary>
internal interface IFaultInjector
{
    /// <summary>Called when the worker has come to a point.</summary>
    Task ReachedAsync(FaultPoint point);
}
