using System.Text.Json;

namespace LocalHost.Functions.Hosting;

/// <summary>What this host reads from host.json: strict about that, silent about the rest.</summary>
internal sealed record HostFile
{
    /// <summary>The prefix of HTTP routes.</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>The settings of <c>extensions.durableTask</c>, as written.</summary>
    public JsonElement? DurableTask { get; init; }

    /// <summary>Log levels by category, from <c>logging.logLevel</c>.</summary>
    public IReadOnlyDictionary<string, string> LogLevels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Reads the file; the defaults when there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problems">Receives what is wrong with it.</param>
    public static HostFile Read(string path, ICollection<string> problems)
    {
        if (!File.Exists(path))
            return new HostFile();
        try
        {
            using JsonDocument document = JsonDocument.Parse(
                File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return Read(new JsonSection(document.RootElement.Clone(), "host.json", problems));
        }
        catch (JsonException exception)
        {
            problems.Add($"host.json is not JSON: line {exception.LineNumber + 1}.");
            return new HostFile();
        }
    }

    private static HostFile Read(JsonSection root)
    {
        if (root.Text("version") is { } version && version != "2.0")
            root.Problem("version", "must be \"2.0\"");
        JsonSection extensions = root.Section("extensions");
        string prefix = extensions.Section("http").Text("routePrefix") ?? "api";
        if (prefix.AsSpan().IndexOfAny("{}?*") >= 0)
            root.Problem("extensions.http.routePrefix", "must be plain path segments");
        return new HostFile
        {
            RoutePrefix = prefix.Trim('/'),
            DurableTask = extensions.Section("durableTask").Element,
            LogLevels = root.Section("logging").Section("logLevel").Texts(),
        };
    }
}
