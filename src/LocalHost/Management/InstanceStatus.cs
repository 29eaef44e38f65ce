using System.Globalization;
using System.Text.Json.Nodes;
using LocalHost.DurableTask.Client;

namespace LocalHost.Management;

/// <summary>An instance as the management API tells it.</summary>
internal static class InstanceStatus
{
    public static JsonObject From(OrchestrationMetadata instance, bool showInput, IList<HistoryEvent>? history = null, bool showHistoryOutput = false)
    {
        var status = new JsonObject
        {
            ["name"] = instance.Name,
            ["instanceId"] = instance.InstanceId,
            ["runtimeStatus"] = instance.RuntimeStatus.ToString(),
            ["input"] = showInput ? ManagementJson.Embed(instance.SerializedInput) : null,
            ["customStatus"] = ManagementJson.Embed(instance.SerializedCustomStatus),
            ["output"] = instance.RuntimeStatus == OrchestrationRuntimeStatus.Failed && instance.SerializedOutput is { } error
                ? JsonValue.Create(error)
                : ManagementJson.Embed(instance.SerializedOutput),
            ["createdTime"] = Time(instance.CreatedAt),
            ["lastUpdatedTime"] = Time(instance.LastUpdatedAt),
        };
        if (history is not null)
        {
            status["historyEvents"] = new JsonArray([.. history.Select(entry => Event(entry, showHistoryOutput))]);
        }

        return status;
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static JsonObject Event(HistoryEvent entry, bool showOutput)
    {
        var told = new JsonObject { ["EventType"] = entry.EventType, ["Timestamp"] = entry.Timestamp.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) };
        Set("EventId", entry.EventId >= 0 ? JsonValue.Create(entry.EventId) : null);
        Set("TaskScheduledId", entry.TaskScheduledId is { } id ? JsonValue.Create(id) : null);
        Set("Name", JsonValue.Create(entry.Name));
        Set("InstanceId", JsonValue.Create(entry.InstanceId));
        Set("FireAt", JsonValue.Create(entry.FireAt?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)));
        Set("Reason", JsonValue.Create(entry.FailureDetails?.ErrorMessage ?? entry.Reason));
        Set("OrchestrationStatus", JsonValue.Create(entry.OrchestrationStatus?.ToString()));
        if (showOutput)
        {
            Set("Result", ManagementJson.Embed(entry.Result));
            Set("Input", ManagementJson.Embed(entry.Input));
        }

        return told;

        void Set(string name, JsonNode? value)
        {
            if (value is not null)
            {
                told[name] = value;
            }
        }
    }
}
