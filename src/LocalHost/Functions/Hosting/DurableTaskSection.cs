using System.Globalization;
using System.Text.Json;
using LocalHost.Engine;

namespace LocalHost.Functions.Hosting;

/// <summary>Applies <c>extensions.durableTask</c> of host.json to the engine.</summary>
internal static class DurableTaskSection
{
    private const string Path = "host.json extensions.durableTask ";

    public static void Apply(JsonElement? section, DurableTaskEngineOptions options, ICollection<string> problems)
    {
        if (section is not { } settings)
            return;
        if (settings.TryGetProperty("hubName", out JsonElement hub))
        {
            if (hub.ValueKind == JsonValueKind.String)
                options.HubName = hub.GetString()!;
            else
                problems.Add(Path + "hubName must be a text.");
        }

        if (settings.TryGetProperty("fairnessTag", out JsonElement tag))
        {
            if (tag.ValueKind == JsonValueKind.String)
                options.FairnessTag = tag.GetString()!;
            else
                problems.Add(Path + "fairnessTag must be a text.");
        }

        if (Whole(settings, "maxConcurrentActivityFunctions", problems) is { } activities)
            options.MaxConcurrentActivityFunctions = activities;
        if (Whole(settings, "maxConcurrentOrchestratorFunctions", problems) is { } orchestrators)
            options.MaxConcurrentOrchestratorFunctions = orchestrators;
        if (Whole(settings, "maxDequeueCount", problems) is { } attempts)
            options.MaxDequeueCount = attempts;
        if (Whole(settings, "payloadThresholdBytes", problems) is { } threshold)
            options.PayloadThresholdBytes = threshold;
        if (Duration(settings, "maxQueuePollingInterval", problems) is { } interval)
            options.MaxQueuePollingInterval = interval;
        if (Duration(settings, "retention", problems) is { } retention)
            options.Retention = retention;
    }

    private static int? Whole(JsonElement settings, string name, ICollection<string> problems)
    {
        if (!settings.TryGetProperty(name, out JsonElement value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number > 0)
            return number;
        problems.Add(Path + name + " must be a whole number above zero.");
        return null;
    }

    private static TimeSpan? Duration(JsonElement settings, string name, ICollection<string> problems)
    {
        JsonElement value = default;
        if (!settings.TryGetProperty(name, out value)
            && !(settings.TryGetProperty("storageProvider", out JsonElement storage) && storage.ValueKind == JsonValueKind.Object && storage.TryGetProperty(name, out value)))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && TimeSpan.TryParse(value.GetString(), CultureInfo.InvariantCulture, out TimeSpan duration) && duration > TimeSpan.Zero)
            return duration;
        problems.Add(Path + name + " must be a time span such as \"00:00:01\".");
        return null;
    }
}
