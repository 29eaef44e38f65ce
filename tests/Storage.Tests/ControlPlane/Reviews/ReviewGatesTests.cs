using DataHound.Domain.Observability;
using DataHound.Domain.Reviews;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Notifications;
using DataHound.Storage.ControlPlane.Reviews;
using DataHound.Storage.ControlPlane.Sql;
using TestSupport;

namespace Storage.Tests.ControlPlane.Reviews;

public sealed class ReviewGatesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly Initiator Ann = new("ann", Reason: "looked at it");
    private static readonly ReviewConfig Config = new() { Repositories = ["acme/app"], Required = [ReviewChecks.Ci, ReviewChecks.BranchUpToDate] };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Opened_twice_it_is_one_gate()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var gates = house.Get<IReviewGates>();
        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => gates.OpenAsync(Stage("once"), Token)));
        opened.Select(gate => gate.Id).Distinct().ShouldHaveSingleItem();
        (await NoticesAsync(house, opened[0])).ShouldBe(["gate_waiting"]);
    }

    [Fact]
    public async Task An_approval_keeps_who_and_why_and_is_to_be_delivered_once()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var gates = house.Get<IReviewGates>();
        var gate = await gates.OpenAsync(Stage("approved"), Token);
        (await UndeliveredAsync(gates, gate.Id)).ShouldBeFalse();

        gate = await gates.DecideAsync(gate.Id, approve: true, Ann, Token);
        (gate.Status, gate.DecidedBy, gate.Reason, gate.Ready).ShouldBe((ReviewStatus.Approved, "ann", "looked at it", true));
        (await UndeliveredAsync(gates, gate.Id)).ShouldBeTrue();
        await gates.MarkDeliveredAsync(gate.Id, Token);
        (await UndeliveredAsync(gates, gate.Id)).ShouldBeFalse();
        (await house.Get<IAuditLog>().ListAsync(new AuditQuery { Subject = $"review:{gate.Id:D}" }, Token)).Items.ShouldHaveSingleItem().Act.Action.ShouldBe("review.approved");
        (await NoticesAsync(house, gate)).ShouldBe(["gate_ready", "gate_waiting"]);
    }

    [Fact]
    public async Task A_decision_stays()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var gates = house.Get<IReviewGates>();
        var gate = await gates.OpenAsync(Stage("rejected"), Token);
        await gates.DecideAsync(gate.Id, approve: false, Ann, Token);
        (await gates.DecideAsync(gate.Id, approve: false, Ann, Token)).Status.ShouldBe(ReviewStatus.Rejected);
        (await Should.ThrowAsync<UserErrorException>(() => gates.DecideAsync(gate.Id, approve: true, Ann, Token))).Error.Code.ShouldBe("review_decided");
        (await NoticesAsync(house, gate)).ShouldBe(["gate_failed", "gate_waiting"]);
    }

    [Fact]
    public async Task Of_two_who_decide_at_once_one_decides()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var gates = house.Get<IReviewGates>();
        var gate = await gates.OpenAsync(Stage("raced"), Token);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            try
            {
                return (await gates.DecideAsync(gate.Id, approve: number % 2 == 0, Ann, Token)).Status;
            }
            catch (UserErrorException)
            {
                return ReviewStatus.Waiting;
            }
        }));
        outcomes.Where(status => status is not ReviewStatus.Waiting).Distinct().ShouldHaveSingleItem().ShouldBe((await gates.FindAsync(gate.Id, Token))!.Status);
    }

    [Fact]
    public async Task When_all_its_checks_say_yes_a_stage_s_gate_opens()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var gates = house.Get<IReviewGates>();
        var gate = await gates.OpenAsync(Stage("checked") with { Required = ["counts", "samples"] }, Token);
        (await gates.ReportAsync(gate.Id, "counts", true, Ann, Token)).Status.ShouldBe(ReviewStatus.Waiting);
        (await gates.ReportAsync(gate.Id, "samples", false, Ann, Token)).Status.ShouldBe(ReviewStatus.Failed);
        (await UndeliveredAsync(gates, gate.Id)).ShouldBeFalse();
        (await gates.ReportAsync(gate.Id, "samples", true, Ann, Token)).Status.ShouldBe(ReviewStatus.Ready);
        (await UndeliveredAsync(gates, gate.Id)).ShouldBeTrue();
        (await Should.ThrowAsync<UserErrorException>(() => gates.ReportAsync(gate.Id, "weather", true, Ann, Token))).Error.Code.ShouldBe("review_decided");
    }

    [Theory]
    [InlineData(ReviewMode.Soft, ReviewStatus.Overdue)]
    [InlineData(ReviewMode.Strict, ReviewStatus.Waiting)]
    public async Task When_its_time_is_over_a_soft_gate_opens_and_a_strict_one_only_says_so(ReviewMode mode, ReviewStatus expected)
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var gates = house.Get<IReviewGates>();
        var gate = await gates.OpenAsync(Stage($"late-{mode}") with { Mode = mode }, Token);
        (await gates.NoteOverdueAsync(gate.Id, Token)).Status.ShouldBe(expected);
        (await gates.NoteOverdueAsync(gate.Id, Token)).Status.ShouldBe(expected);
        (await NoticesAsync(house, gate)).ShouldBe(["gate_overdue", "gate_waiting"]);
    }

    [Theory]
    [InlineData("rejected", false)]
    [InlineData("overdue", false)]
    [InlineData("rejected", true)]
    [InlineData("overdue", true)]
    public async Task A_decided_gate_leaves_no_alert_open(string end, bool failedBefore)
    {
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        var gates = house.Get<IReviewGates>();
        var gate = await gates.OpenAsync(Stage($"alert-{end}-{failedBefore}") with { Mode = ReviewMode.Soft, Required = ["counts"] }, Token);
        if (failedBefore)
            await gates.ReportAsync(gate.Id, "counts", false, Ann, Token);
        await house.Get<INotificationRouter>().RouteAsync(100, Token);
        (await OpenAlertsAsync(house)).ShouldBe(failedBefore ? 1 : 0);
        var decided = end is "rejected" ? await gates.DecideAsync(gate.Id, approve: false, Ann, Token) : await gates.NoteOverdueAsync(gate.Id, Token);
        decided.IsDecided.ShouldBeTrue();
        await house.Get<INotificationRouter>().RouteAsync(100, Token);
        (await OpenAlertsAsync(house)).ShouldBe(0);
    }

    [Fact]
    public async Task A_run_that_is_to_stop_closes_its_gates()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var gates = house.Get<IReviewGates>();
        var gate = await gates.OpenAsync(Stage("stopped"), Token);
        await gates.CloseAsync(gate.RunId!, Token);
        (await gates.FindAsync(gate.Id, Token))!.Status.ShouldBe(ReviewStatus.Closed);
        (await UndeliveredAsync(gates, gate.Id)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_pull_request_is_ready_when_its_commit_s_checks_and_its_branch_are()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var gates = house.Get<IReviewGates>();
        var gate = (await gates.NoteAsync(Pull(1, "aaa", 0), Config, Token)).ShouldNotBeNull();
        gate.Status.ShouldBe(ReviewStatus.Waiting);
        (await gates.NoteAsync(Check("aaa", true, 1), Token)).ShouldHaveSingleItem().Status.ShouldBe(ReviewStatus.Ready);
        (await gates.NoteAsync(Pull(1, "bbb", 2), Config, Token))!.Status.ShouldBe(ReviewStatus.Waiting);
        (await gates.NoteAsync(Check("aaa", false, 3), Token)).ShouldBeEmpty();
        (await gates.NoteAsync(Check("bbb", false, 4), Token)).ShouldHaveSingleItem().Status.ShouldBe(ReviewStatus.Failed);
        (await NoticesAsync(house, gate)).ShouldBe(["gate_failed", "gate_ready"]);
        (await house.Database.Command("SELECT ci_passed, branch_up_to_date, ready FROM control.review_gates WHERE id = @id", ("id", gate.Id))
            .ListAsync(reader => (reader.GetBoolean(0), reader.GetBoolean(1), reader.GetBoolean(2)), Token)).ShouldBe([(false, true, false)]);
    }

    [Fact]
    public async Task News_that_come_late_or_twice_change_nothing()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var gates = house.Get<IReviewGates>();
        await gates.NoteAsync(Pull(2, "ccc", 5), Config, Token);
        await gates.NoteAsync(Check("ccc", true, 7), Token);
        (await gates.NoteAsync(Check("ccc", false, 6), Token)).ShouldHaveSingleItem().Status.ShouldBe(ReviewStatus.Ready);
        (await gates.NoteAsync(Pull(2, "old", 4), Config, Token))!.HeadSha.ShouldBe("ccc");
        (await gates.NoteAsync(Pull(2, "ccc", 5), Config, Token))!.Status.ShouldBe(ReviewStatus.Ready);
    }

    [Fact]
    public async Task A_check_of_several_parts_passes_when_all_of_them_do()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var gates = house.Get<IReviewGates>();
        await gates.NoteAsync(Pull(5, "parts", 0), Config, Token);
        (await gates.NoteAsync(Check("parts", false, 1), Token)).ShouldHaveSingleItem().Status.ShouldBe(ReviewStatus.Failed);
        (await gates.NoteAsync(Check("parts", true, 2, "test"), Token)).ShouldHaveSingleItem().Status.ShouldBe(ReviewStatus.Failed);
        (await gates.NoteAsync(Check("parts", null, 3), Token)).ShouldHaveSingleItem().Status.ShouldBe(ReviewStatus.Waiting);
        (await gates.NoteAsync(Check("parts", true, 4), Token)).ShouldHaveSingleItem().Status.ShouldBe(ReviewStatus.Ready);
    }

    [Fact]
    public async Task A_check_that_comes_before_its_pull_request_counts()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var gates = house.Get<IReviewGates>();
        (await gates.NoteAsync(Check("early", true, 1), Token)).ShouldBeEmpty();
        (await gates.NoteAsync(Pull(6, "early", 0), Config, Token))!.Status.ShouldBe(ReviewStatus.Ready);
        (await gates.NoteAsync(Check("later", false, 3), Token)).ShouldBeEmpty();
        (await gates.NoteAsync(Pull(6, "later", 2), Config, Token))!.Status.ShouldBe(ReviewStatus.Failed);
    }

    [Fact]
    public async Task A_check_and_its_pull_request_that_come_at_once_find_each_other()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var gates = house.Get<IReviewGates>();
        for (var number = 100; number < 120; number++)
        {
            var sha = $"at-once-{number}";
            await Task.WhenAll(gates.NoteAsync(Pull(number, sha, 0), Config, Token), gates.NoteAsync(Check(sha, true, 1), Token));
            (await gates.NoteAsync(Check(sha, true, 0, "build"), Token)).ShouldHaveSingleItem().Status.ShouldBe(ReviewStatus.Ready);
        }
    }

    [Fact]
    public async Task A_closed_pull_request_s_gate_is_closed_and_one_that_never_had_a_gate_gets_none()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var gates = house.Get<IReviewGates>();
        (await gates.NoteAsync(Pull(3, "ddd", 0) with { IsClosed = true }, Config, Token)).ShouldBeNull();
        await gates.NoteAsync(Pull(4, "eee", 0), Config, Token);
        (await gates.NoteAsync(Pull(4, "eee", 1) with { IsClosed = true }, Config, Token))!.Status.ShouldBe(ReviewStatus.Closed);
        (await gates.NoteAsync(Pull(4, "eee", 2), Config, Token))!.Status.ShouldBe(ReviewStatus.Waiting);
    }

    [Fact]
    public async Task Following_the_cursors_lists_every_gate_once()
    {
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        var gates = house.Get<IReviewGates>();
        var expected = new List<Guid>();
        for (var number = 0; number < 7; number++)
        {
            expected.Insert(0, (await gates.OpenAsync(Stage($"listed-{number}"), Token)).Id);
            house.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await gates.ListAsync(new ReviewQuery { Limit = 3, Cursor = cursor, Company = "acme", Status = ReviewStatus.Waiting }, Token);
            seen.AddRange(page.Items.Select(gate => gate.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        seen.ShouldBe(expected);
    }

    private static StageGateRequest Stage(string run) => new()
    {
        RunId = run,
        Company = "acme",
        Stage = "upsert",
        InstanceId = $"{run}:1",
        Mode = ReviewMode.Strict,
        Required = [],
        TimeLimit = TimeSpan.FromHours(4),
    };

    private static PullRequestState Pull(int number, string sha, int minute) => new()
    {
        Repository = "acme/app",
        Number = number,
        Branch = "feature",
        HeadSha = sha,
        BranchUpToDate = true,
        ScreenshotsIncluded = false,
        IsClosed = false,
        At = At(minute),
    };

    private static CommitCheck Check(string sha, bool? passed, int minute, string name = "build") =>
        new() { Repository = "acme/app", HeadSha = sha, Name = name, Check = ReviewChecks.Ci, Passed = passed, At = At(minute) };

    private static DateTimeOffset At(int minute) => new(2026, 3, 1, 10, minute, 0, TimeSpan.Zero);

    private static Task<long> OpenAlertsAsync(StorageHouse house) => house.Database.Command("SELECT count(*) FROM control.alerts WHERE state = 'open'").ScalarAsync<long>(Token);

    private static async Task<bool> UndeliveredAsync(IReviewGates gates, Guid id) => (await gates.ListUndeliveredAsync(1000, Token)).Any(gate => gate.Id == id);

    private static Task<List<string>> NoticesAsync(StorageHouse house, ReviewGate gate) => house.Database.Command(
        "SELECT kind FROM control.notices WHERE task_id = @task ORDER BY kind", ("task", gate.TaskId)).ListAsync(reader => reader.GetString(0), Token);
}
