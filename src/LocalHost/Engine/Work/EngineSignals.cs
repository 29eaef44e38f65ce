using LocalHost.Engine.Storage;

namespace LocalHost.Engine.Work;

/// <summary>Brings news of commits to those in this process who wait for them, and hands them on to be told to other processes.</summary>
internal sealed class EngineSignals : IDisposable
{
    private long _earliestTimer = long.MaxValue;

    /// <summary>Instances are rung.</summary>
    public AsyncSignal Instances { get; } = new();

    /// <summary>Activities are queued.</summary>
    public AsyncSignal Activities { get; } = new();

    /// <summary>A timer was set that is due before the others.</summary>
    public AsyncSignal Timers { get; } = new();

    /// <summary>Who waits for instances to begin.</summary>
    public InstanceWatch Begun { get; } = new();

    /// <summary>Who waits for instances to finish.</summary>
    public InstanceWatch Finished { get; } = new();

    /// <summary>Called with what other processes should hear of.</summary>
    public Action<CommitEffects>? Announce { get; set; }

    /// <summary>The earliest timer anybody in this process knows of.</summary>
    public DateTimeOffset? EarliestTimer
    {
        get => Interlocked.Read(ref _earliestTimer) is var ticks && ticks == long.MaxValue ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
        set => Interlocked.Exchange(ref _earliestTimer, value?.UtcTicks ?? long.MaxValue);
    }

    public void Publish(CommitEffects effects)
    {
        if (effects.InstancesReady)
        {
            Instances.Set();
        }

        if (effects.ActivitiesQueued)
        {
            Activities.Set();
        }

        if (effects.EarliestTimer is { } due && (EarliestTimer is not { } known || due < known))
        {
            EarliestTimer = due;
            Timers.Set();
        }

        foreach (var instance in effects.StatusChanged)
        {
            Changed(instance);
        }

        Announce?.Invoke(effects);
    }

    /// <summary>An instance has begun or finished.</summary>
    public void Changed(string instanceId)
    {
        Begun.Changed(instanceId);
        Finished.Changed(instanceId);
    }

    /// <summary>Any instance may have begun or finished.</summary>
    public void ChangedAll()
    {
        Begun.ChangedAll();
        Finished.ChangedAll();
    }

    public void Dispose()
    {
        Instances.Dispose();
        Activities.Dispose();
        Timers.Dispose();
    }
}
