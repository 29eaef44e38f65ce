using DataHound.Domain.Companies;
using DataHound.Domain.Observability;
using DataHound.Domain.Pipelines;
using DataHound.Domain.Scheduling;
using DataHound.Functions.Pipelines;
using DataHound.Functions.Scheduling;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.ControlPlane.Scheduling;
using DataHound.Storage.Ingestion;
using LocalHost.DurableTask.Client;
using NSubstitute;

namespace DataHound.Functions.Tests.Scheduling;

public sealed class DailyRunsTaskTests
{
    private static readonly DateTimeOffset Tick = new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero);

    private readonly IRunStore _runs = Substitute.For<IRunStore>();
    private readonly ITaskRuns _taskRuns = Substitute.For<ITaskRuns>();
    private readonly ICompanyConfigs _configs = Substitute.For<ICompanyConfigs>();
    private readonly IReceivedFiles _files = Substitute.For<IReceivedFiles>();
    private readonly DurableTaskClient _client = Substitute.For<DurableTaskClient>("test");
    private readonly List<StartRunRequest> _started = [];
    private string? _state;
    private bool _killedAtStart;

    public DailyRunsTaskTests()
    {
        _configs.ListPipelinesAsync(default).ReturnsForAnyArgs(["ads", "field-service"]);
        _configs.FindPipelineAsync(default!, default).ReturnsForAnyArgs(call => new PipelineDefinition { Name = call.Arg<string>(), Stages = ["ingest"] });
        _configs.ListCompaniesAsync(default).ReturnsForAnyArgs([Company("all-pipelines"), Company("ads-only", "ads"), Company("no-files", "ads")]);
        _files.ListNewAsync(default!, default).ReturnsForAnyArgs([]);
        _files.ListUnpreparedAsync(default!, default).ReturnsForAnyArgs([]);
        var file = new ReceivedFile { Id = Guid.NewGuid(), Company = "x", Delivery = "d", Name = "n", ObjectPath = "p", Sha256 = "s", Bytes = 1, ReceivedAt = Tick };
        _files.ListNewAsync("all-pipelines", Arg.Any<CancellationToken>()).Returns([file]);
        _files.ListUnpreparedAsync("ads-only", Arg.Any<CancellationToken>()).Returns([file]);
        _taskRuns.WhenForAnyArgs(register => register.SaveStateAsync(default!, default!, default)).Do(call => _state = call.ArgAt<string>(1));
        _runs.StartAsync(default!, default).ReturnsForAnyArgs(call =>
        {
            if (_killedAtStart)
                throw new InvalidOperationException("killed");
            var request = call.Arg<StartRunRequest>();
            _started.Add(request);
            return new StartRunResult { Outcome = StartRunOutcome.Existing, Run = Run(Name(request), RunStatus.Running) };
        });
        _runs.FindAsync(default!, default).ReturnsForAnyArgs(call => Run(call.Arg<string>(), RunStatus.Success));
    }

    [Fact]
    public async Task Each_company_with_new_files_is_run_for_each_of_its_pipelines()
    {
        var outcome = await AdvanceAsync();

        _started.Select(Name).ShouldBe(["all-pipelines:ads", "all-pipelines:field-service", "ads-only:ads"]);
        _started.ShouldAllBe(request => request.AsOf == Tick && request.RequestedBy == "schedule");
        outcome.ShouldNotBeNull().Success.ShouldBeTrue();
        outcome.Message.ShouldBe("3 of 3 runs succeeded.");
    }

    [Fact]
    public async Task The_plan_is_noted_before_the_first_run_starts()
    {
        _killedAtStart = true;

        await Should.ThrowAsync<InvalidOperationException>(AdvanceAsync);

        _state.ShouldNotBeNull().ShouldContain("ads-only");
    }

    [Fact]
    public async Task After_a_crash_the_plan_stands_though_the_files_are_taken_in_by_now()
    {
        await AdvanceAsync();
        _started.Clear();
        _state = _state!.Replace("\"runId\"", "\"lost\"", StringComparison.Ordinal).Replace("lost\":\"ads-only:ads\"", "runId\":null", StringComparison.Ordinal).Replace("\"lost\"", "\"runId\"", StringComparison.Ordinal);
        _files.ListUnpreparedAsync("ads-only", Arg.Any<CancellationToken>()).Returns([]);

        (await AdvanceAsync()).ShouldNotBeNull().Message.ShouldBe("3 of 3 runs succeeded.");

        _started.Select(Name).ShouldBe(["ads-only:ads"]);
    }

    [Fact]
    public async Task A_run_that_cannot_start_while_another_is_active_waits_for_it()
    {
        _runs.StartAsync(Arg.Is<StartRunRequest>(request => request.Companies[0] == "ads-only"), Arg.Any<CancellationToken>())
            .Returns(new StartRunResult { Outcome = StartRunOutcome.Conflict, ActiveRunId = "other", ActiveCompany = "ads-only" });

        (await AdvanceAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_task_is_not_done_before_the_last_of_its_runs()
    {
        _runs.FindAsync("ads-only:ads", Arg.Any<CancellationToken>()).Returns(Run("ads-only:ads", RunStatus.Running));

        (await AdvanceAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task One_failed_run_fails_the_task_with_its_error()
    {
        var error = new UserError("broken", "It broke.", "Mend it.");
        _runs.FindAsync("ads-only:ads", Arg.Any<CancellationToken>()).Returns(Run("ads-only:ads", RunStatus.Failed) with { Error = error });

        var outcome = (await AdvanceAsync()).ShouldNotBeNull();

        outcome.Success.ShouldBeFalse();
        outcome.Message.ShouldBe("2 of 3 runs succeeded.");
        outcome.ErrorTail.ShouldBe(error.ToString());
    }

    private Task<TaskOutcome?> AdvanceAsync()
    {
        var task = new DailyRunsTask(new PlannedRuns(new RunStarter(_runs), _runs, _taskRuns, _configs), _configs, _files);
        return task.AdvanceAsync(Due(), _client, TestContext.Current.CancellationToken);
    }

    private DueRun Due() => new(
        new ScheduledTask
        {
            Id = Guid.Empty, Status = ScheduledTaskStatus.Active, Version = 1, FailuresInARow = 0, CreatedAt = Tick, UpdatedAt = Tick,
            Definition = new ScheduledTaskDefinition { Key = "daily-runs", Type = "daily-runs", Company = "all", Schedule = ScheduleExpression.Parse("daily:20:00") },
        },
        new ExecutionRecord { RunId = "task:1", TaskKey = "daily-runs", ScheduledAt = Tick, Attempt = 1, Trigger = TaskRunTrigger.Schedule, Status = TaskRunStatus.Running, StartedAt = Tick },
        _state);

    private static string Name(StartRunRequest request) => $"{request.Companies.Single()}:{request.Pipeline}";

    private static Company Company(string slug, params string[] pipelines) => new() { Slug = slug, DisplayName = slug, TimeZone = "UTC", Pipelines = pipelines };

    private static PipelineRun Run(string runId, RunStatus status) => new()
    {
        RunId = runId, Pipeline = "p", Company = "c", Companies = ["c"], Stages = ["ingest"], AsOf = Tick, Attempt = 1, Status = status, RequestedBy = "schedule", StartedAt = Tick, HeartbeatAt = Tick,
        CancelRequested = false,
    };
}
