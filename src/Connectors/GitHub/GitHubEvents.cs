using System.Text.Json;
using DataHound.Domain.Reviews;
using DataHound.Storage.ControlPlane.Reviews;

namespace DataHound.Connectors.GitHub;

/// <summary>Reads what GitHub's webhooks say of pull requests: events <c>pull_request</c>, <c>check_run</c> and <c>status</c> of its REST API (2022-11-28).</summary>
public static class GitHubEvents
{
    private static readonly string[] Mergeable = ["clean", "has_hooks"];
    private static readonly string[] GoodConclusions = ["success", "neutral", "skipped"];

    /// <summary>The pull request that an event is about, or null when it is about none or about a repository without gates.</summary>
    /// <param name="eventName">Header <c>X-GitHub-Event</c>.</param>
    /// <param name="body">The payload.</param>
    /// <param name="config">Which repositories have gates.</param>
    /// <exception cref="JsonException">The payload is not what GitHub documents.</exception>
    public static PullRequestState? PullRequest(string eventName, JsonElement body, ReviewConfig config)
    {
        if (eventName is not "pull_request" || !Concerns(body, config))
            return null;
        var pull = Field(body, "pull_request");
        var head = Field(pull, "head");
        var labels = Items(pull, "labels").Select(label => Text(label, "name")).ToList();
        return new PullRequestState
        {
            Repository = Text(Field(body, "repository"), "full_name"),
            Number = Number(pull, "number"),
            Branch = Text(head, "ref"),
            HeadSha = Text(head, "sha"),
            BranchUpToDate = TextOrNull(pull, "mergeable_state") is { } word and not "unknown" ? Mergeable.Contains(word, StringComparer.Ordinal) : null,
            ScreenshotsIncluded = labels.Exists(label => config.ScreenshotLabels.Contains(label, StringComparer.OrdinalIgnoreCase)),
            IsClosed = Text(pull, "state") is "closed",
            At = Instant(pull, "updated_at"),
        };
    }

    /// <summary>The check that an event is about, or null when it is about none that gates ask for.</summary>
    /// <param name="eventName">Header <c>X-GitHub-Event</c>.</param>
    /// <param name="body">The payload.</param>
    /// <param name="config">Which repositories have gates, and how their checks are called.</param>
    /// <exception cref="JsonException">The payload is not what GitHub documents.</exception>
    public static CommitCheck? Check(string eventName, JsonElement body, ReviewConfig config) => eventName switch
    {
        _ when !Concerns(body, config) => null,
        "check_run" => CheckRun(body, config),
        "status" => Status(body, config),
        _ => null,
    };

    private static CommitCheck? CheckRun(JsonElement body, ReviewConfig config)
    {
        var run = Field(body, "check_run");
        var name = Text(run, "name");
        if (config.CheckOf(name) is not { } check)
            return null;
        var completed = Text(run, "status") is "completed";
        return new CommitCheck
        {
            Repository = Text(Field(body, "repository"), "full_name"),
            HeadSha = Text(run, "head_sha"),
            Name = name,
            Check = check,
            Passed = completed ? GoodConclusions.Contains(Text(run, "conclusion"), StringComparer.Ordinal) : null,
            At = Instant(run, completed ? "completed_at" : "started_at"),
        };
    }

    private static CommitCheck? Status(JsonElement body, ReviewConfig config)
    {
        var name = Text(body, "context");
        if (config.CheckOf(name) is not { } check)
            return null;
        bool? passed = Text(body, "state") switch
        {
            "success" => true,
            "pending" => null,
            _ => false,
        };
        return new CommitCheck { Repository = Text(Field(body, "repository"), "full_name"), HeadSha = Text(body, "sha"), Name = name, Check = check, Passed = passed, At = Instant(body, "updated_at") };
    }

    private static bool Concerns(JsonElement body, ReviewConfig config) =>
        body.ValueKind is JsonValueKind.Object && body.TryGetProperty("repository", out var repository)
        && config.Repositories.Contains(Text(repository, "full_name"), StringComparer.OrdinalIgnoreCase);

    private static JsonElement Field(JsonElement of, string name) =>
        of.ValueKind is JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : throw new JsonException($"The field {name} is missing.");

    private static IEnumerable<JsonElement> Items(JsonElement of, string name) =>
        Field(of, name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : throw new JsonException($"The field {name} is not a list.");

    private static int Number(JsonElement of, string name) =>
        Field(of, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : throw new JsonException($"The field {name} is not a number.");

    private static DateTimeOffset Instant(JsonElement of, string name) =>
        Field(of, name) is { ValueKind: JsonValueKind.String } value && value.TryGetDateTimeOffset(out var instant) ? instant : throw new JsonException($"The field {name} is not an instant.");

    private static string? TextOrNull(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? Text(of, name) : null;

    private static string Text(JsonElement of, string name)
    {
        if (Field(of, name) is { ValueKind: JsonValueKind.String } value)
        {
            try
            {
                if (value.GetString() is { } text && !text.Contains('\0', StringComparison.Ordinal))
                    return text;
            }
            catch (InvalidOperationException)
            {
                // Half of a surrogate pair is no text either.
            }
        }

        throw new JsonException($"The field {name} is not a text.");
    }
}
