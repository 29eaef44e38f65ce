using System.Text.Json;

namespace LocalHost.Functions.Hosting;

/// <summary>Reads local.settings.json: <c>Values</c> become settings, <c>ConnectionStrings</c> connection strings.</summary>
internal static class LocalSettingsFile
{
    public static Dictionary<string, string?> Read(string path, ICollection<string> problems)
    {
        Dictionary<string, string?> settings = new(StringComparer.OrdinalIgnoreCase);
        if (!File.Exists(path))
            return settings;
        try
        {
            using JsonDocument document = JsonDocument.Parse(
                File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            JsonSection root = new(document.RootElement, new JsonFindings("local.settings.json", problems));
            if (root.Flag("IsEncrypted") == true)
                root.Problem("IsEncrypted", "is true, and this host reads plain settings only: run 'func settings decrypt'");
            foreach ((string name, string value) in root.Section("Values").Texts())
                settings[name.Replace("__", ":", StringComparison.Ordinal)] = value;
            foreach ((string name, string value) in root.Section("ConnectionStrings").Texts())
                settings["ConnectionStrings:" + name] = value;
        }
        catch (JsonException exception)
        {
            problems.Add($"local.settings.json is not JSON: line {exception.LineNumber + 1}.");
        }

        return settings;
    }
}
