using System.Text.Json.Nodes;
using DataHound.Domain.Companies;
using DataHound.Domain.Observability;
using DataHound.Domain.Scheduling;
using DataHound.Functions.Quality;
using DataHound.Functions.Scheduling;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.DataPlane.Checks;
using LocalHost.DurableTask.Client;
using NSubstitute;

namespace DataHound.Functions.Tests.Scheduling;

public sealed class CheckTasksTests
{
    private readonly IDataChecks _checks = Substitute.For<IDataChecks>();
    private readonly ICompanyConfigs _configs = Substitute.For<ICompanyConfigs>();
    private readonly DurableTaskClient _client = Substitute.For<DurableTaskClient>("test");
    private readonly List<(DataCheckKind Kind, DataCheckRequest Request)> _asked = [];
    private DataCheck _check = Check(RunStatus.Running);

    public CheckTasksTests()
    {
        _configs.ListCompaniesAsync(default).ReturnsForAnyArgs([Company("acme"), Company("zenith")]);
        _checks.StartAsync(default, default!, default!, default).ReturnsForAnyArgs(call =>
        {
            _asked.Add((call.Arg<DataCheckKind>(), call.Arg<DataCheckRequest>()));
            return _check;
        });
        _checks.FindAsync(default, default).ReturnsForAnyArgs(_ => _check);
    }

    [Fact]
    public async Task A_check_is_asked_for_by_its_tick_so_that_another_attempt_finds_the_same()
    {
        (await AdvanceAsync(new VerifyTask(Planned()), """{"dataset": "jobs", "currentOnly": true}""")).ShouldBeNull();
        (await AdvanceAsync(new VerifyTask(Planned()), """{"dataset": "jobs", "currentOnly": true}""", attempt: 2)).ShouldBeNull();

        _asked.Select(asked => asked.Request.Key).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem().ShouldNotBeNull();
        var (kind, request) = _asked[0];
        (kind, request.Dataset, request.CurrentOnly).ShouldBe((DataCheckKind.Verification, "jobs", true));
        request.Companies.ShouldBe(["acme", "zenith"]);
    }

    [Fact]
    public async Task A_check_that_finds_all_well_is_a_success_with_its_reports()
    {
        _check = Check(RunStatus.Success, ("acme", true), ("zenith", true));

        var outcome = (await AdvanceAsync(new ReconcileTask(Planned()))).ShouldNotBeNull();

        outcome.Success.ShouldBeTrue();
        outcome.Log.Select(line => line.Split(' ')[0]).ShouldBe(["acme", "zenith"]);
        _asked.Single().Kind.ShouldBe(DataCheckKind.Reconciliation);
    }

    [Fact]
    public async Task A_check_that_finds_damage_fails_the_task_and_names_the_company()
    {
        _check = Check(RunStatus.Success, ("acme", true), ("zenith", false));

        var outcome = (await AdvanceAsync(new VerifyTask(Planned()))).ShouldNotBeNull();

        outcome.Success.ShouldBeFalse();
        outcome.Message.ShouldContain("zenith");
        outcome.ErrorTail.ShouldNotBeNull().ShouldContain("check_found_damage");
    }

    [Fact]
    public async Task A_check_that_failed_fails_the_task_with_its_error()
    {
        _check = Check(RunStatus.Failed) with { Error = new UserError("broken", "It broke.", "Mend it.") };

        (await AdvanceAsync(new CollectGarbageTask(Planned()), """{"dryRun": true}""")).ShouldNotBeNull().Message.ShouldBe("It broke.");
        (_asked.Single().Kind, _asked.Single().Request.DryRun).ShouldBe((DataCheckKind.Collection, true));
    }

    [Theory]
    [InlineData("verify", """{"datasets": "jobs"}""")]
    [InlineData("collect-garbage", """{"dryRun": "yes"}""")]
    [InlineData("reconcile", """{"companies": []}""")]
    public async Task A_configuration_of_another_shape_is_refused(string type, string config)
    {
        ITaskType[] types = [new VerifyTask(Planned()), new CollectGarbageTask(Planned()), new ReconcileTask(Planned())];

        var thrown = await Should.ThrowAsync<UserErrorException>(() => new TaskTypes(types).Get(type).CheckAsync(DueRuns.Of(type, config).Task.Definition, default));

        thrown.Error.Code.ShouldBe("task_config_invalid");
    }

    private PlannedChecks Planned() => new(new DataCheckStarter(_checks), _checks, _configs);

    private Task<TaskOutcome?> AdvanceAsync(ITaskType type, string config = "{}", int attempt = 1) =>
        type.AdvanceAsync(DueRuns.Of(type.Name, config, attempt: attempt), _client, TestContext.Current.CancellationToken);

    private static Company Company(string slug) => new() { Slug = slug, DisplayName = slug, TimeZone = "UTC" };

    private static DataCheck Check(RunStatus status, params IReadOnlyList<(string Company, bool Healthy)> reports) => new()
    {
        Id = Guid.Empty, Kind = DataCheckKind.Verification, Status = status, Request = new DataCheckRequest { Companies = ["acme", "zenith"] }, RequestedBy = "schedule", StartedAt = DueRuns.Tick,
        Reports = reports.ToDictionary(report => report.Company, report => new JsonObject { ["healthy"] = report.Healthy }, StringComparer.Ordinal),
    };
}
