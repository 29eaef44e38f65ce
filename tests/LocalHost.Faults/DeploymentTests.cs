using LocalHost.DurableTask.Client;
using LocalHost.FaultWorker;
using TestSupport;

namespace LocalHost.Faults;

public sealed class DeploymentTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Instances_in_flight_go_on_with_changed_code_or_say_why_they_cannot()
    {
        await using var hub = await FaultHub.OpenAsync(postgres.ConnectionString, "deploys");
        var before = await hub.WorkerAsync(hub.Settings with { Deployment = 1 });
        for (var index = 0; index < Load.Of(3, 30); index++)
        {
            await hub.StartAsync("Grows", new($"deploys-grows-{index}"), Expected.Completed($"deploys-grows-{index}", [0, 1, 2]));
            await hub.StartAsync("Changes", new($"deploys-changes-{index}"), new Expected($"deploys-changes-{index}", OrchestrationRuntimeStatus.Failed, Output: null, [0]));
            await hub.StartAsync("Guards", new($"deploys-guards-{index}") { Version = "1.0" }, Expected.Completed($"deploys-guards-{index}", [0, 1]));
        }

        await hub.EffectsReachAsync(Load.Of(3, 30) * 3);
        before.KillNow();
        await hub.WorkerAsync(hub.Settings with { Deployment = 2 });
        await hub.StartAsync("Guards", new("deploys-guards-new") { Version = "2.0" }, Expected.Completed("deploys-guards-new", [0, 1, 5]));
        foreach (var orchestrator in new[] { "grows", "changes", "guards" })
        {
            for (var index = 0; index < Load.Of(3, 30); index++)
            {
                await hub.Client.RaiseEventAsync($"deploys-{orchestrator}-{index}", "Go", "on", TestContext.Current.CancellationToken);
            }
        }

        await hub.Client.RaiseEventAsync("deploys-guards-new", "Go", "on", TestContext.Current.CancellationToken);

        await hub.AllEndWellAsync();
        var stopped = await hub.Client.GetInstanceAsync("deploys-changes-0", getInputsAndOutputs: true, TestContext.Current.CancellationToken);
        stopped.ShouldNotBeNull().FailureDetails.ShouldNotBeNull().ErrorMessage.ShouldContain(
            "Step 0: expected a call of the activity 'Effect' (#0), met a call of the activity 'SlowEffect' (#0)");
    }
}
