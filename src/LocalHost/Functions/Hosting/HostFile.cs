using System.Text.Json;
using LocalHost.Functions.Timers;

namespace LocalHost.Functions.Hosting;

/// <summary>What this host reads from host.json. Wrong values are problems; settings that have no effect here are warnings.</summary>
internal sealed record HostFile
{
    private const string FileName = "host.json";

    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(24);

    /// <summary>Sections that change nothing here: other triggers, monitoring and tools of the real host.</summary>
    private static readonly string[] Idle =
    [
        "$schema", "aggregator", "applicationInsights", "concurrency", "extensionBundle", "healthMonitor", "isDefaultHostConfig", "managedDependency", "sampling",
        "singleton", "snapshots", "telemetryMode", "tracing", "watchDirectories", "watchFiles",
    ];

    private static readonly string[] IdleLogging = ["applicationInsights", "console", "fileLoggingMode", "debug"];

    /// <summary>How long one run of a function may take, orchestrators apart; null means for ever.</summary>
    public TimeSpan? FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The retries of timers that have no attribute for it.</summary>
    public RetryDelays Retry { get; init; } = RetryDelays.None;

    /// <summary>The settings of <c>extensions.http</c>.</summary>
    public HttpSection Http { get; init; } = new();

    /// <summary>The settings of <c>extensions.durableTask</c>.</summary>
    public DurableTaskSection DurableTask { get; init; } = new();

    /// <summary>Log levels by category, from <c>logging.logLevel</c>.</summary>
    public IReadOnlyDictionary<string, string> LogLevels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What is in the file and has no effect.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

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
            JsonFindings findings = new(FileName, problems);
            HostFile file = Read(new JsonSection(document.RootElement, findings));
            return file with { Warnings = findings.Warnings };
        }
        catch (JsonException exception)
        {
            problems.Add($"{FileName} is not JSON: line {exception.LineNumber + 1}.");
            return new HostFile();
        }
    }

    private static HostFile Read(JsonSection root)
    {
        if (root.Text("version") is { } version && version != "2.0")
            root.Problem("version", "must be \"2.0\"");
        JsonSection extensions = root.Section("extensions");
        JsonSection logging = root.Section("logging");
        HostFile file = new()
        {
            FunctionTimeout = ReadTimeout(root),
            Retry = ReadRetry(root.Section("retry")),
            Http = HttpSection.Read(extensions.Section("http")),
            DurableTask = DurableTaskSection.Read(extensions.Section("durableTask")),
            LogLevels = logging.Section("logLevel").Texts(),
        };
        logging.WarnOfRest(IdleLogging);
        root.WarnOfRest(Idle, ["functions", "customHandler"]);
        return file;
    }

    private static TimeSpan? ReadTimeout(JsonSection root)
    {
        string? text = root.Text("functionTimeout");
        if (text is null)
            return new HostFile().FunctionTimeout;
        if (text == "-1")
            return null;
        TimeSpan? timeout = JsonSection.ParseDuration(text);
        if (timeout is null || timeout > LongestTimeout)
            root.Problem("functionTimeout", "must be a time span such as \"00:30:00\", at most 24 days, or \"-1\" for no limit");
        return timeout;
    }

    private static RetryDelays ReadRetry(JsonSection retry)
    {
        int count = retry.Whole("maxRetryCount", least: -1) ?? 0;
        TimeSpan? delay = retry.Duration("delayInterval");
        TimeSpan? least = retry.Duration("minimumInterval");
        TimeSpan? most = retry.Duration("maximumInterval");
        RetryDelays delays = RetryDelays.None;
        switch (retry.Text("strategy"))
        {
            case null:
                break;
            case "fixedDelay" when delay is { } fixedDelay:
                delays = new RetryDelays(count, fixedDelay, fixedDelay);
                break;
            case "exponentialBackoff" when least is { } first && most is { } longest:
                delays = new RetryDelays(count, first, longest);
                break;
            default:
                retry.Problem("strategy", "must be \"fixedDelay\" with delayInterval, or \"exponentialBackoff\" with minimumInterval and maximumInterval");
                break;
        }

        retry.WarnOfRest([]);
        return delays;
    }
}
