namespace DataHound.Storage.Pipelines.Plans;

/// <summary>Gives stages the scratch space in place of the stores, and everything else as it is.</summary>
/// <param name="real">The container.</param>
/// <param name="scratch">What takes a service's place.</param>
internal sealed class ScratchServices(IServiceProvider real, IReadOnlyDictionary<Type, object> scratch) : IServiceProvider
{
    /// <inheritdoc/>
    public object? GetService(Type serviceType) => scratch.TryGetValue(serviceType, out var service) ? service : real.GetService(serviceType);
}
