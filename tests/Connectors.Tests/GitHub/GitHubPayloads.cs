namespace DataHound.Connectors.Tests.GitHub;

/// <summary>Payloads of GitHub's webhooks, cut down to the fields its documentation names and DataHound reads, with others around them.</summary>
public static class GitHubPayloads
{
    public static string PullRequest(string sha = "aaa", string mergeable = "clean", string labels = "", string state = "open", string updatedAt = "2026-03-01T10:00:00Z", string repository = "acme/app") => $$"""
        {
          "action": "synchronize", "number": 7,
          "pull_request": {
            "number": 7, "state": "{{state}}", "title": "Change", "draft": false, "updated_at": "{{updatedAt}}", "mergeable_state": "{{mergeable}}",
            "head": { "ref": "feature/x", "sha": "{{sha}}" }, "base": { "ref": "main", "sha": "bbb" },
            "labels": [{{string.Join(", ", labels.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(label => $$"""{ "id": 1, "name": "{{label}}" }"""))}}]
          },
          "repository": { "id": 1, "full_name": "{{repository}}" }, "sender": { "login": "someone" }
        }
        """;

    public static string CheckRun(string name, string status = "completed", string? conclusion = "success", string sha = "aaa", string at = "2026-03-01T10:05:00Z") => $$"""
        {
          "action": "{{status}}",
          "check_run": { "id": 4, "name": "{{name}}", "head_sha": "{{sha}}", "status": "{{status}}", "conclusion": {{(conclusion is null ? "null" : $"\"{conclusion}\"")}},
            "started_at": "{{at}}", "completed_at": {{(status is "completed" ? $"\"{at}\"" : "null")}}, "pull_requests": [{ "number": 7 }] },
          "repository": { "full_name": "acme/app" }
        }
        """;

    public static string Status(string context, string state, string sha = "aaa") => $$"""
        { "id": 5, "sha": "{{sha}}", "context": "{{context}}", "state": "{{state}}", "updated_at": "2026-03-01T10:06:00+00:00", "repository": { "full_name": "acme/app" } }
        """;
}
