using System.Text.Json;
using DataHound.Connectors.GitHub;
using DataHound.Domain.Reviews;

namespace DataHound.Connectors.Tests.GitHub;

public sealed class GitHubEventsTests
{
    private static readonly ReviewConfig Config = new() { Repositories = ["Acme/App"], WebhookSecret = "s" };

    [Fact]
    public void A_pull_request_is_read_with_branch_commit_and_labels()
    {
        var state = GitHubEvents.PullRequest("pull_request", Parse(GitHubPayloads.PullRequest(labels: "bug,Screenshots")), Config).ShouldNotBeNull();
        (state.Repository, state.Number, state.Branch, state.HeadSha).ShouldBe(("acme/app", 7, "feature/x", "aaa"));
        (state.BranchUpToDate, state.ScreenshotsIncluded, state.IsClosed).ShouldBe((true, true, false));
        state.At.ShouldBe(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("clean", true)]
    [InlineData("behind", false)]
    [InlineData("dirty", false)]
    [InlineData("blocked", false)]
    [InlineData("unknown", null)]
    public void A_branch_is_up_to_date_when_it_can_be_merged_cleanly(string mergeable, bool? expected) =>
        GitHubEvents.PullRequest("pull_request", Parse(GitHubPayloads.PullRequest(mergeable: mergeable)), Config)!.BranchUpToDate.ShouldBe(expected);

    [Fact]
    public void A_repository_without_gates_is_left_alone() =>
        GitHubEvents.PullRequest("pull_request", Parse(GitHubPayloads.PullRequest(repository: "acme/other")), Config).ShouldBeNull();

    [Theory]
    [InlineData("completed", "success", true)]
    [InlineData("completed", "neutral", true)]
    [InlineData("completed", "skipped", true)]
    [InlineData("completed", "failure", false)]
    [InlineData("completed", "timed_out", false)]
    [InlineData("in_progress", null, null)]
    public void A_check_run_passes_by_its_conclusion(string status, string? conclusion, bool? expected)
    {
        var check = GitHubEvents.Check("check_run", Parse(GitHubPayloads.CheckRun("CI / build", status, conclusion)), Config).ShouldNotBeNull();
        (check.Check, check.Passed, check.HeadSha).ShouldBe((ReviewChecks.Ci, expected, "aaa"));
    }

    [Theory]
    [InlineData("success", true)]
    [InlineData("failure", false)]
    [InlineData("error", false)]
    [InlineData("pending", null)]
    public void A_commit_status_is_a_check_too(string state, bool? expected) =>
        GitHubEvents.Check("status", Parse(GitHubPayloads.Status("claude-review", state)), Config)!.Passed.ShouldBe(expected);

    [Theory]
    [InlineData("check_run", "spelling")]
    [InlineData("ping", "CI")]
    public void Other_checks_and_events_are_left_alone(string eventName, string name) =>
        GitHubEvents.Check(eventName, Parse(GitHubPayloads.CheckRun(name)), Config).ShouldBeNull();

    [Theory]
    [InlineData("""{"repository": {"full_name": "acme/app"}}""")]
    [InlineData("""{"repository": {"full_name": "acme/app"}, "pull_request": {"number": "seven"}}""")]
    [InlineData("""{"repository": {"full_name": "acme/app"}, "pull_request": {"number": "seven", "head": {"ref": "x", "sha": "a"}, "labels": [], "state": "open", "updated_at": "2026-03-01T10:00:00Z"}}""")]
    [InlineData("""{"repository": {"full_name": "acme/app"}, "pull_request": {"number": 99999999999, "head": {"ref": "x", "sha": "a"}, "labels": [], "state": "open", "updated_at": "2026-03-01T10:00:00Z"}}""")]
    [InlineData("""{"repository": {"full_name": "acme/app"}, "pull_request": {"number": 7, "head": {"ref": "x", "sha": "a"}, "labels": "bug", "state": "open", "updated_at": "2026-03-01T10:00:00Z"}}""")]
    [InlineData("""{"repository": {"full_name": "acme/app"}, "pull_request": {"number": 7, "head": {"ref": "x", "sha": "a"}, "labels": [], "state": "open", "updated_at": "yesterday"}}""")]
    [InlineData("""{"repository": {"full_name": "acme/app"}, "pull_request": {"number": 7, "head": {"ref": "x\u0000", "sha": "a"}, "labels": [], "state": "open", "updated_at": "2026-03-01T10:00:00Z"}}""")]
    [InlineData("""{"repository": {"full_name": "acme/app"}, "pull_request": {"number": 7, "head": {"ref": "\ud800", "sha": "a"}, "labels": [], "state": "open", "updated_at": "2026-03-01T10:00:00Z"}}""")]
    [InlineData("""{"repository": {"full_name": "acme/app"}, "pull_request": {"number": 7, "mergeable_state": 5, "head": {"ref": "x", "sha": "a"}, "labels": [], "state": "open", "updated_at": "2026-03-01T10:00:00Z"}}""")]
    public void A_payload_of_another_shape_is_an_error(string body) =>
        Should.Throw<JsonException>(() => GitHubEvents.PullRequest("pull_request", Parse(body), Config));

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
