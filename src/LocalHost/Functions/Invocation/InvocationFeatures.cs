using System.Collections;
using LocalHost.DurableTask;
using Microsoft.AspNetCore.Http;

namespace LocalHost.Functions;

/// <summary>The features of a run, by type.</summary>
internal sealed class InvocationFeatures : IInvocationFeatures
{
    private readonly Dictionary<Type, object> _features = [];

    public InvocationFeatures(InvocationTrigger trigger)
    {
        AddWhenThere<HttpContext>(trigger.Http);
        AddWhenThere<TimerInfo>(trigger.Timer);
        AddWhenThere<TaskOrchestrationContext>(trigger.Orchestration);
        AddWhenThere<TaskActivityContext>(trigger.Activity);
    }

    public void Set<T>(T instance)
    {
        if (instance is null)
            _features.Remove(typeof(T));
        else
            _features[typeof(T)] = instance;
    }

    public T? Get<T>() => _features.TryGetValue(typeof(T), out object? feature) ? (T)feature : default;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void AddWhenThere<T>(T? feature)
        where T : class
    {
        if (feature is not null)
            _features[typeof(T)] = feature;
    }
}
