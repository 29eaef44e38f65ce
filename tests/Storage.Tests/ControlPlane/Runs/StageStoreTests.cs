using DataHound.Domain.Observability;
using DataHound.Domain.Pipelines;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.Pipelines;
using TestSupport;

namespace Storage.Tests.ControlPlane.Runs;

public sealed class StageStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_plan_stays()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var run = await house.StartRunAsync("planned");
        var stages = house.Get<IStageStore>();
        var key = new StageKey(run.RunId, "planned", "prepare");
        await stages.BeginAsync(key, Token);
        (await stages.FindPlanAsync(key, Token)).ShouldBeNull();
        var input = Guid.NewGuid();
        await stages.SavePlanAsync(key, new StagePlan { Units = [new StageUnit { Name = "jobs", InputFiles = [input] }] }, Token);
        var stands = await stages.SavePlanAsync(key, new StagePlan { Units = [] }, Token);
        stands.Units.ShouldHaveSingleItem().InputFiles.ShouldBe([input]);
    }

    [Fact]
    public async Task The_first_result_of_a_unit_stays()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var run = await house.StartRunAsync("repeated");
        var key = await house.DoStageAsync(run, "prepare", new StageUnitResult { Unit = "jobs", Counts = new StageCounts { In = 1, Good = 1 }, Details = new() { ["note"] = "first" } });
        var stands = await house.Get<IStageStore>().SaveUnitResultAsync(key, new StageUnitResult { Unit = "jobs", Counts = StageCounts.None }, Token);
        stands.Counts.In.ShouldBe(1);
        stands.Details["note"]!.GetValue<string>().ShouldBe("first");
    }

    [Fact]
    public async Task A_result_of_a_unit_that_is_not_planned_is_refused()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var run = await house.StartRunAsync("unplanned");
        var key = await house.DoStageAsync(run, "prepare");
        await Should.ThrowAsync<UserErrorException>(() => house.Get<IStageStore>().SaveUnitResultAsync(key, new StageUnitResult { Unit = "jobs", Counts = StageCounts.None }, Token));
    }

    [Fact]
    public async Task A_stage_cannot_begin_when_the_company_s_part_has_ended()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var run = await house.StartRunAsync("ended");
        await house.Get<IRunStore>().FinishCompanyAsync(run.RunId, "ended", RunStatus.Failed, UserError.Unexpected, Token);
        var error = await Should.ThrowAsync<UserErrorException>(() => house.Get<IStageStore>().BeginAsync(new StageKey(run.RunId, "ended", "ingest"), Token));
        error.Error.Code.ShouldBe("run_not_active");
    }

    [Fact]
    public async Task The_run_shows_stages_in_order_with_units_counts_and_durations()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var run = await house.StartRunAsync("shown");
        var ingest = await house.DoStageAsync(run, "ingest", new StageUnitResult { Unit = "all", Counts = StageCounts.None });
        house.Clock.Advance(TimeSpan.FromSeconds(2));
        await house.Get<IStageStore>().CommitAsync(ingest, Token);
        await house.DoStageAsync(
            run,
            "prepare",
            new StageUnitResult { Unit = "jobs", Counts = new StageCounts { In = 5, Good = 4, Quarantined = new Dictionary<string, long>(StringComparer.Ordinal) { ["missing_key"] = 1 } } },
            new StageUnitResult { Unit = "calls", Counts = new StageCounts { In = 2, Good = 1, Quarantined = new Dictionary<string, long>(StringComparer.Ordinal) { ["missing_key"] = 1 } } });
        var detail = (await house.Get<IRunStore>().GetAsync(run.RunId, Token)).ShouldNotBeNull();
        var company = detail.Companies.ShouldHaveSingleItem();
        company.Stages.Select(stage => stage.Stage).ShouldBe(["ingest", "prepare"]);
        company.Stages[0].Status.ShouldBe(RunStatus.Success);
        company.Stages[0].Duration(house.Clock.GetUtcNow()).ShouldBe(TimeSpan.FromSeconds(2));
        company.Stages[1].UnitsPlanned.ShouldBe(2);
        company.Stages[1].Units.Select(unit => unit.Name).ShouldBe(["calls", "jobs"]);
        company.Stages[1].Counts.In.ShouldBe(7);
        company.Stages[1].Counts.Quarantined["missing_key"].ShouldBe(2);
    }

    [Fact]
    public async Task Storing_a_result_is_a_sign_of_life()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var run = await house.StartRunAsync("alive");
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await house.DoStageAsync(run, "prepare", new StageUnitResult { Unit = "jobs", Counts = StageCounts.None });
        (await house.Get<IRunStore>().FindAsync(run.RunId, Token))!.HeartbeatAt.ShouldBe(house.Clock.GetUtcNow());
    }
}
