namespace LocalHost.Engine;

/// <summary>Reaching a fault point.</summary>
internal static class FaultInjection
{
    /// <summary>Tells whoever injects faults, if anybody does, that a point is reached.</summary>
    public static ValueTask ReachAsync(this IFaultInjector? injector, FaultPoint point) =>
        injector is null ? ValueTask.CompletedTask : new ValueTask(injector.ReachedAsync(point));
}
