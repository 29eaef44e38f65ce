using System.Text.Json.Serialization;

namespace LocalHost.Engine.History;

/// <summary>One step of an instance as it is stored: what it was given and what its code asked for.</summary>
/// <param name="Received">In the order they were handed to the orchestrator.</param>
/// <param name="Emitted">In the order the code asked.</param>
internal sealed record StepRecord(
    [property: JsonPropertyName("in")] IReadOnlyList<HistoryItem> Received,
    [property: JsonPropertyName("out")] IReadOnlyList<HistoryItem> Emitted);
