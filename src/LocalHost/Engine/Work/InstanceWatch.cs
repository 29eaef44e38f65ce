namespace LocalHost.Engine.Work;

/// <summary>Who waits for something to happen to instances.</summary>
internal sealed class InstanceWatch
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TaskCompletionSource> _watched = new(StringComparer.Ordinal);

    /// <summary>Instances somebody waits for.</summary>
    public string[] Watched
    {
        get
        {
            lock (_gate)
            {
                return [.. _watched.Keys];
            }
        }
    }

    /// <summary>A task that completes when it happens to the instance.</summary>
    public Task NextChange(string instanceId)
    {
        lock (_gate)
        {
            if (!_watched.TryGetValue(instanceId, out var source))
            {
                source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _watched.Add(instanceId, source);
            }

            return source.Task;
        }
    }

    public void Changed(string instanceId)
    {
        TaskCompletionSource? source;
        lock (_gate)
        {
            _watched.Remove(instanceId, out source);
        }

        source?.TrySetResult();
    }

    /// <summary>Lets everybody look again, when it is not known what changed.</summary>
    public void ChangedAll()
    {
        foreach (var instance in Watched)
        {
            Changed(instance);
        }
    }
}
