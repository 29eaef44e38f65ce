using LocalHost.DurableTask.Client;

namespace LocalHost.Engine.Storage;

/// <summary>What one transaction writes, and what it knows of the rows it has locked.</summary>
internal sealed class WritePlan
{
    public Dictionary<string, SessionRow> Sessions { get; } = new(StringComparer.Ordinal);

    /// <summary>Instances, alive or finished, that have an id that is to be started.</summary>
    public Dictionary<string, (Guid ExecutionId, OrchestrationRuntimeStatus Status)> Existing { get; } = new(StringComparer.Ordinal);

    public List<StepChange> Steps { get; } = [];

    /// <summary>Results of activities, and whether their instance is alive to get them.</summary>
    public List<(ResultChange Result, bool Wanted)> Results { get; } = [];

    public List<OutMessage> Messages { get; } = [];

    public List<NewPayload> Payloads { get; } = [];

    public List<NewInstance> Started { get; } = [];

    /// <summary>Instances that have something new to look at.</summary>
    public HashSet<string> Rung { get; } = new(StringComparer.Ordinal);

    /// <summary>Generations of the new instances that came to life, known after the commit.</summary>
    public HashSet<Guid> Alive { get; } = [];

    public CommitEffects Effects { get; } = new();

    /// <summary>Adds a payload, if there is one.</summary>
    public void Put(NewPayload? payload)
    {
        if (payload is not null)
        {
            Payloads.Add(payload);
        }
    }
}
