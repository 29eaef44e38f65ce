using LocalHost.DurableTask.Client;
using LocalHost.Engine.Execution;

namespace LocalHost.Engine.Storage;

/// <summary>One step of an instance. The answer says whether it was stored; false when the claim on the instance is lost.</summary>
internal sealed class StepChange(string instanceId) : ChangeOf<bool>
{
    public override string InstanceId { get; } = instanceId;

    public required Guid ExecutionId { get; init; }

    /// <summary>The process that claims the instance, and the claim's number: a claim that has passed on cannot write.</summary>
    public required long Owner { get; init; }

    public required long Epoch { get; init; }

    public required int Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Events { get; init; }

    /// <summary>Messages the step took up.</summary>
    public required IReadOnlyList<long> Messages { get; init; }

    /// <summary>Activities whose results the step took up straight from this process.</summary>
    public required IReadOnlyList<(Guid ExecutionId, int TaskId)> FinishedTasks { get; init; }

    /// <summary>Whose turn its activities count as.</summary>
    public required string FairnessKey { get; init; }

    public required IReadOnlyList<NewActivity> Activities { get; init; }

    public required IReadOnlyList<(int TaskId, DateTimeOffset FireAt)> Timers { get; init; }

    public required IReadOnlyList<int> CancelledTimers { get; init; }

    public required IReadOnlyList<OutMessage> Outgoing { get; init; }

    public required IReadOnlyList<NewInstance> Children { get; init; }

    public required OrchestrationRuntimeStatus Status { get; init; }

    /// <summary>Whether status or custom status differ from what is stored.</summary>
    public required bool StatusChanged { get; init; }

    public required bool IsFinal { get; init; }

    /// <summary>Whether activities that nobody has claimed are dropped with the end; else they run though nobody waits for them.</summary>
    public bool DropsActivities => Status == OrchestrationRuntimeStatus.Terminated;

    public string? Output { get; init; }

    public string? Failure { get; init; }

    public string? CustomStatus { get; init; }

    /// <summary>The custom status as stored.</summary>
    public string? StoredCustomStatus { get; init; }

    public InstanceFacts? Next { get; init; }

    /// <summary>The next generation's input and carried events as stored.</summary>
    public string? NextInput { get; init; }

    public string? NextCarried { get; init; }

    /// <summary>What the step puts aside for its own instance.</summary>
    public IReadOnlyList<NewPayload> Payloads { get; init; } = [];

    /// <summary>The custom status the step replaces, when that was put aside.</summary>
    public Guid? DroppedPayload { get; init; }

    /// <summary>Payloads a next generation goes on with; the others end with the present one.</summary>
    public IReadOnlyList<Guid> KeptPayloads { get; init; } = [];

    /// <summary>Set when the step is that the instance is given up.</summary>
    public NewDeadLetter? DeadLetter { get; init; }

    /// <summary>Set when a child was refused because another process started one of the same id at the same moment.</summary>
    public bool HasUnseenMessage { get; set; }

    // A step may follow a commit of unclear outcome only after the instance was read anew.
    public override bool IsIdempotent => false;

    public override IEnumerable<string> Touches => Outgoing.Select(message => message.InstanceId).Append(InstanceId);

    public override IEnumerable<NewInstance> Starts => Children;
}
