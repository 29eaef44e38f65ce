using System.Text.Json.Serialization;
using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;

namespace LocalHost.Engine.History;

/// <summary>One thing that happened to an instance. Which members are filled depends on the kind.</summary>
internal sealed record HistoryItem
{
    [JsonPropertyName("k")]
    public required HistoryItemKind Kind { get; init; }

    /// <summary>The number of the call that is made or answered.</summary>
    [JsonPropertyName("id")]
    public int Id { get; init; } = -1;

    /// <summary>The name of the activity, orchestrator or event.</summary>
    [JsonPropertyName("n")]
    public string? Name { get; init; }

    /// <summary>The other instance, for children and sent events.</summary>
    [JsonPropertyName("i")]
    public string? InstanceId { get; init; }

    /// <summary>The result, event payload or output, as the data converter wrote it.</summary>
    [JsonPropertyName("d")]
    public string? Data { get; init; }

    /// <summary>The payload the data was read from; null when it was in the row itself.</summary>
    [JsonIgnore]
    public Guid? DataReference { get; init; }

    [JsonPropertyName("r")]
    public string? Reason { get; init; }

    [JsonPropertyName("t")]
    public DateTimeOffset? FireAt { get; init; }

    [JsonPropertyName("f")]
    public TaskFailureDetails? Failure { get; init; }

    [JsonPropertyName("s")]
    public OrchestrationRuntimeStatus? Status { get; init; }

    /// <summary>Whether a termination reaches the children too.</summary>
    [JsonPropertyName("rec")]
    public bool Recursive { get; init; }

    /// <summary>
    /// For a call: it was answered at once with a result from before a rewind. For a result: it is from before a rewind, and belongs
    /// to the next call of the same name and input.
    /// </summary>
    [JsonPropertyName("p")]
    public bool IsKept { get; init; }

    /// <summary>A digest of a call's input, where the input itself is put aside.</summary>
    [JsonPropertyName("m")]
    public string? InputMark { get; init; }

    /// <summary>For a rewind: the number of the next call, so that no number is used twice.</summary>
    [JsonPropertyName("nx")]
    public int NextCall { get; init; }

    /// <summary>The input of a call, to be looked at later: a replay makes it anew.</summary>
    [JsonPropertyName("a")]
    public string? Input { get; init; }

    [JsonIgnore]
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    [JsonIgnore]
    public string? Version { get; init; }

    /// <summary>Whether it answers a call or is a timer that fires, and not from before a rewind.</summary>
    [JsonIgnore]
    public bool IsAnswer => !IsKept && Kind is HistoryItemKind.TaskCompleted or HistoryItemKind.TaskFailed or HistoryItemKind.TimerFired
        or HistoryItemKind.ChildCompleted or HistoryItemKind.ChildFailed;

    /// <summary>Whether two emitted items are the same step of the same code.</summary>
    public bool IsSameStepAs(HistoryItem other) =>
        Kind == other.Kind
        && Id == other.Id
        && string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase)
        && string.Equals(InstanceId, other.InstanceId, StringComparison.Ordinal);

    /// <summary>The item in words, for error messages.</summary>
    public string Describe() => Kind switch
    {
        HistoryItemKind.TaskScheduled => $"a call of the activity '{Name}' (#{Id})",
        HistoryItemKind.ChildScheduled => $"a call of the orchestrator '{Name}' (#{Id}) as instance '{InstanceId}'",
        HistoryItemKind.TimerCreated => $"a timer (#{Id})",
        HistoryItemKind.TimerCancelled => $"the cancellation of the timer #{Id}",
        HistoryItemKind.EventSent => $"the event '{Name}' (#{Id}) to the instance '{InstanceId}'",
        HistoryItemKind.Finished => $"the end as {Status}",
        HistoryItemKind.ContinuedAsNew => "the start over as new",
        _ => $"{Kind} (#{Id})",
    };
}
