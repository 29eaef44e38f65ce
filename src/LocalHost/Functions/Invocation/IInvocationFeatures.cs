namespace LocalHost.Functions;

/// <summary>What the host tells about a run, by type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Sets the feature of type <typeparamref name="T"/>.</summary>
    /// <typeparam name="T">The type it is found by.</typeparam>
    /// <param name="instance">The feature.</param>
    void Set<T>(T instance);

    /// <summary>The feature of type <typeparamref name="T"/>; null when there is none.</summary>
    /// <typeparam name="T">The type it is found by.</typeparam>
    T? Get<T>();
}
