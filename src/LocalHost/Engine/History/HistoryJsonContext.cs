using System.Text.Json.Serialization;
using LocalHost.DurableTask;

namespace LocalHost.Engine.History;

[JsonSerializable(typeof(StepRecord))]
[JsonSerializable(typeof(HistoryItem))]
[JsonSerializable(typeof(IReadOnlyList<HistoryItem>))]
[JsonSerializable(typeof(TaskFailureDetails))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class HistoryJsonContext : JsonSerializerContext;
