using DataHound.Domain.Companies;
using DataHound.Domain.Observability;
using DataHound.Domain.Pipelines;
using DataHound.Domain.Preparation;
using DataHound.Domain.Scheduling;
using DataHound.Functions.Scheduling;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ControlPlane.Backfills;
using DataHound.Storage.ControlPlane.Scheduling;
using LocalHost.DurableTask.Client;
using NSubstitute;

namespace DataHound.Functions.Tests.Scheduling;

public sealed class BackfillTaskTests
{
    private const string Config = """{"pipeline": "field-service", "days": 3}""";

    private readonly IBackfills _backfills = Substitute.For<IBackfills>();
    private readonly ITaskRuns _taskRuns = Substitute.For<ITaskRuns>();
    private readonly ICompanyConfigs _configs = Substitute.For<ICompanyConfigs>();
    private readonly DurableTaskClient _client = Substitute.For<DurableTaskClient>("test");
    private readonly List<BackfillRequest> _started = [];
    private Backfill _backfill = Backfill(BackfillStatus.Running);
    private string? _state;

    public BackfillTaskTests()
    {
        _configs.FindPipelineAsync("field-service", Arg.Any<CancellationToken>()).Returns(new PipelineDefinition { Name = "field-service", Stages = ["ingest", "prepare"] });
        _configs.ListCompaniesAsync(default).ReturnsForAnyArgs([new Company { Slug = "acme", DisplayName = "acme", TimeZone = "America/Chicago" }]);
        _configs.GetExtractionAsync(default!, default).ReturnsForAnyArgs(new ExtractionConfig { Company = "acme", Timezone = "America/Chicago", Datasets = new Dictionary<string, DatasetExtraction>(StringComparer.Ordinal) });
        _taskRuns.WhenForAnyArgs(register => register.SaveStateAsync(default!, default!, default)).Do(call => _state = call.ArgAt<string>(1));
        _backfills.FindAsync(default, default).ReturnsForAnyArgs(_ => _backfill);
        _backfills.CountAsync(default, default).ReturnsForAnyArgs(new Dictionary<BackfillPartitionStatus, long> { [BackfillPartitionStatus.Success] = 2, [BackfillPartitionStatus.Failed] = 1 });
        _backfills.StartAsync(default!, default).ReturnsForAnyArgs(call =>
        {
            _started.Add(call.Arg<BackfillRequest>());
            return _backfill;
        });
    }

    [Theory]
    [InlineData("UTC", "2026-02-26", "2026-02-28")]
    [InlineData("Pacific/Auckland", "2026-02-27", "2026-03-01")]
    public async Task The_days_before_the_tick_are_run_by_the_clock_of_the_task(string zone, string from, string to)
    {
        (await AdvanceAsync(zone)).ShouldBeNull();

        var request = _started.ShouldHaveSingleItem();
        (request.From.ToString("O"), request.To.ToString("O"), request.Parallelism).ShouldBe((from, to, 1));
        request.Companies.ShouldBe([("acme", "America/Chicago")]);
        request.Stages.ShouldBe(["ingest", "prepare"]);
    }

    [Fact]
    public async Task It_is_started_once_and_after_a_crash_under_the_same_key()
    {
        await AdvanceAsync();
        await AdvanceAsync();
        _started.Count.ShouldBe(1);
        _state = null;

        await AdvanceAsync();

        _started.Select(request => request.Key).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(BackfillStatus.Paused, null)]
    [InlineData(BackfillStatus.Success, true)]
    [InlineData(BackfillStatus.Failed, false)]
    [InlineData(BackfillStatus.Canceled, false)]
    public async Task The_task_ends_as_the_backfill_does_and_waits_while_it_is_paused(BackfillStatus status, bool? success)
    {
        _backfill = Backfill(status);

        var outcome = await AdvanceAsync();

        (outcome?.Success).ShouldBe(success);
        outcome?.Message.ShouldStartWith("2 of 3 windows");
    }

    [Fact]
    public async Task When_its_time_is_over_the_backfill_is_canceled()
    {
        await AdvanceAsync();

        await Task().StopAsync(DueRuns.Of("backfill", Config, state: _state), default);

        await _backfills.Received().ChangeAsync(_backfill.Id, BackfillChange.Cancel, Arg.Any<Initiator>(), Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("""{"pipeline": "field-service", "days": 0}""", "task_config_invalid")]
    [InlineData("""{"pipeline": "field-service", "days": 3, "parallelism": 0}""", "task_config_invalid")]
    [InlineData("""{"pipeline": null, "days": 3}""", "task_config_invalid")]
    [InlineData("""{"pipeline": "none", "days": 3}""", "pipeline_unknown")]
    [InlineData("""{"pipeline": "field-service", "days": 3, "stages": ["publish"]}""", "stage_unknown")]
    public async Task A_configuration_that_does_not_fit_is_refused(string config, string code) =>
        (await Should.ThrowAsync<UserErrorException>(() => Task().CheckAsync(DueRuns.Of("backfill", config).Task.Definition, default))).Error.Code.ShouldBe(code);

    private BackfillTask Task() => new(_backfills, _taskRuns, _configs);

    private Task<TaskOutcome?> AdvanceAsync(string zone = "UTC") => Task().AdvanceAsync(DueRuns.Of("backfill", Config, timeZone: zone, state: _state), _client, TestContext.Current.CancellationToken);

    private static Backfill Backfill(BackfillStatus status) => new()
    {
        Id = Guid.Parse("00000000-0000-0000-0000-000000000007"), Pipeline = "field-service", Companies = ["acme"], Stages = ["ingest"], From = new DateOnly(2026, 2, 26), To = new DateOnly(2026, 2, 28), Parallelism = 1,
        Status = status, RequestedBy = "schedule", CreatedAt = DueRuns.Tick, UpdatedAt = DueRuns.Tick,
    };
}
