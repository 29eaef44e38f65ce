using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LocalHost.DurableTask;

namespace LocalHost.Engine.History;

/// <summary>Histories, messages and failures as text.</summary>
internal static class HistoryJson
{
    // Relaxed escaping keeps payloads, which are JSON inside a JSON string, small; the text never reaches a web page as it is.
    private static readonly HistoryJsonContext Context = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Write(StepRecord record) => JsonSerializer.Serialize(record, Context.StepRecord);

    public static string Write(HistoryItem item) => JsonSerializer.Serialize(item, Context.HistoryItem);

    public static string? Write(TaskFailureDetails? failure) => failure is null ? null : JsonSerializer.Serialize(failure, Context.TaskFailureDetails);

    public static string? Write(IReadOnlyList<HistoryItem> items) =>
        items.Count == 0 ? null : JsonSerializer.Serialize(items, Context.IReadOnlyListHistoryItem);

    public static string? Write(IReadOnlyDictionary<string, string>? tags) =>
        tags is null or { Count: 0 } ? null : JsonSerializer.Serialize(tags, Context.IReadOnlyDictionaryStringString);

    public static StepRecord ReadStep(string text) => Read(text, Context.StepRecord);

    public static HistoryItem ReadItem(string text) => Read(text, Context.HistoryItem);

    public static TaskFailureDetails? ReadFailure(string? text) => text is null ? null : Read(text, Context.TaskFailureDetails);

    public static IReadOnlyList<HistoryItem> ReadItems(string? text) => text is null ? [] : Read(text, Context.IReadOnlyListHistoryItem);

    public static IReadOnlyDictionary<string, string>? ReadTags(string? text) =>
        text is null ? null : Read(text, Context.IReadOnlyDictionaryStringString);

    private static T Read<T>(string text, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(text, type) ?? throw new InvalidOperationException("A stored history item is empty.");
}
