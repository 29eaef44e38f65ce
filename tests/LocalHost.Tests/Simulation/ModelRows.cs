using LocalHost.DurableTask.Client;

namespace LocalHost.Tests.Simulation;

/// <summary>An instance, alive or finished.</summary>
internal sealed record ModelInstance
{
    public required string InstanceId { get; init; }

    public required Guid ExecutionId { get; init; }

    public required string Name { get; init; }

    public string? Input { get; init; }

    public string Version { get; init; } = string.Empty;

    public OrchestrationRuntimeStatus Status { get; init; } = OrchestrationRuntimeStatus.Pending;

    public string? CustomStatus { get; init; }

    public string? Output { get; init; }

    public string? Carried { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public bool IsFinished { get; init; }

    public string? ParentInstanceId { get; init; }

    public Guid? ParentExecutionId { get; init; }

    public int? ParentTaskId { get; init; }

    public string? ParentName { get; init; }

    public required string FairnessKey { get; init; }
}

/// <summary>An instance that is alive: who claims it, and whether something waits for it.</summary>
internal sealed record ModelSession(Guid ExecutionId, long? Owner, long Epoch, bool Ready, int LostClaims);

/// <summary>A step.</summary>
internal sealed record ModelStep(int Number, DateTimeOffset At, string Events);

/// <summary>A message no step has taken up.</summary>
internal sealed record ModelMessage(long Id, string InstanceId, Guid? ExecutionId, string Body);

/// <summary>An activity that is queued or runs.</summary>
internal sealed record ModelActivity(Guid ExecutionId, int TaskId, string InstanceId, string Name, string Version, string? Input, string FairnessKey, long? Owner, int LostClaims);

/// <summary>A time to wake an instance.</summary>
internal sealed record ModelTimer(Guid ExecutionId, int TaskId, string InstanceId, DateTimeOffset FireAt);
