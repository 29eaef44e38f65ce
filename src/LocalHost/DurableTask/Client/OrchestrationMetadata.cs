using System.Collections.Immutable;
using LocalHost.DurableTask.Converters;

namespace LocalHost.DurableTask.Client;

/// <summary>What is known about an orchestration instance. Input, output, custom status and failure are there only when they were asked for.</summary>
public sealed class OrchestrationMetadata
{
    /// <summary>Makes metadata.</summary>
    public OrchestrationMetadata(string name, string instanceId)
    {
        Name = name;
        InstanceId = instanceId;
    }

    /// <summary>The orchestrator's name.</summary>
    public string Name { get; }

    /// <summary>The instance's id.</summary>
    public string InstanceId { get; }

    /// <summary>The converter the Read methods use; JSON when null.</summary>
    public DataConverter? DataConverter { get; init; }

    /// <summary>The instance's state.</summary>
    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    /// <summary>When it was scheduled.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its last step was stored.</summary>
    public DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>Its input as stored, or null.</summary>
    public string? SerializedInput { get; init; }

    /// <summary>Its output as stored, or null. For a failed instance this is the error's text, not serialized data.</summary>
    public string? SerializedOutput { get; init; }

    /// <summary>Its custom status as stored, or null.</summary>
    public string? SerializedCustomStatus { get; init; }

    /// <summary>The tags it was started with.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Why it failed, or null.</summary>
    public TaskFailureDetails? FailureDetails { get; init; }

    /// <summary>Whether it is running right now (not pending, suspended or finished).</summary>
    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    /// <summary>Whether it is finished, one way or another.</summary>
    public bool IsCompleted => RuntimeStatus is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed
        or OrchestrationRuntimeStatus.Terminated or OrchestrationRuntimeStatus.Canceled;

    /// <summary>The input as a value.</summary>
    public T? ReadInputAs<T>() => Read<T>(SerializedInput);

    /// <summary>The output as a value. Not for failed instances, whose output is an error text.</summary>
    public T? ReadOutputAs<T>() => Read<T>(SerializedOutput);

    /// <summary>The custom status as a value.</summary>
    public T? ReadCustomStatusAs<T>() => Read<T>(SerializedCustomStatus);

    private T? Read<T>(string? data) => (DataConverter ?? JsonDataConverter.Default).Deserialize<T>(data);
}
