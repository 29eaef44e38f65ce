using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using TestSupport;

namespace LocalHost.Tests.Engine;

public sealed class QueryTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DelegateCatalog Catalog = new DelegateCatalog()
        .Orchestrator("Ends", context => Task.FromResult(context.GetInput<int>()))
        .Orchestrator("Fails", _ => throw new InvalidOperationException("no"))
        .Orchestrator("Waits", context => context.WaitForExternalEvent<string>("Never"))
        .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<int>("Ends", 1, new SubOrchestrationOptions(instanceId: "a-child")));

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_overlap()
    {
        await using var engine = await StartAsync("pages");
        for (var index = 0; index < 7; index++)
        {
            await engine.RunAsync("Ends", index, $"page-{index}");
        }

        var pages = new List<string[]>();
        await foreach (var page in engine.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 3)).AsPages())
        {
            pages.Add([.. page.Values.Select(instance => instance.InstanceId)]);
        }

        pages.Select(page => page.Length).ShouldBe([3, 3, 1]);
        pages.SelectMany(page => page).ShouldBe(Enumerable.Range(0, 7).Select(index => $"page-{index}"));
    }

    [Fact]
    public async Task A_query_restricts_by_status_prefix_and_time()
    {
        await using var engine = await StartAsync("restricts");
        await engine.RunAsync("Ends", 1, "a-1");
        await engine.RunAsync("Fails", 1, "a-2");
        await engine.RunAsync("Ends", 1, "b-1");

        (await IdsAsync(engine, new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Failed]))).ShouldBe(["a-2"]);
        (await IdsAsync(engine, new OrchestrationQuery(InstanceIdPrefix: "a-"))).ShouldBe(["a-1", "a-2"]);
        (await IdsAsync(engine, new OrchestrationQuery(CreatedFrom: DateTimeOffset.UtcNow.AddHours(1)))).ShouldBeEmpty();
        (await engine.Client.ListInstanceIdsAsync([OrchestrationRuntimeStatus.Completed], cancellation: TestEngine.Deadline)).Values.ShouldBe(["a-1", "b-1"]);
    }

    [Fact]
    public async Task Hubs_do_not_see_each_others_instances()
    {
        await using var one = await StartAsync("hub-one");
        await using var two = await StartAsync("hub-two");
        await one.RunAsync("Ends", 1, "mine");

        (await two.Client.GetInstanceAsync("mine", TestEngine.Deadline)).ShouldBeNull();
        (await IdsAsync(two, new OrchestrationQuery())).ShouldBeEmpty();
        (await IdsAsync(two, new OrchestrationQuery(TaskHubNames: ["hub-one"]))).ShouldBe(["mine"]);
    }

    [Fact]
    public async Task A_finished_instance_is_purged_with_its_history_and_a_living_one_is_left_alone()
    {
        await using var engine = await StartAsync("purge");
        await engine.RunAsync("Ends", 1, "gone");
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Waits", input: null, new("alive"), TestEngine.Deadline);

        (await engine.Client.PurgeInstanceAsync("gone", TestEngine.Deadline)).PurgedInstanceCount.ShouldBe(1);
        (await engine.Client.PurgeInstanceAsync("gone", TestEngine.Deadline)).PurgedInstanceCount.ShouldBe(0);
        (await engine.Client.PurgeInstanceAsync("alive", TestEngine.Deadline)).PurgedInstanceCount.ShouldBe(0);
        (await engine.Client.GetInstanceAsync("gone", TestEngine.Deadline)).ShouldBeNull();
    }

    [Fact]
    public async Task A_recursive_purge_takes_the_children_with_it()
    {
        await using var engine = await StartAsync("purge-children");
        await engine.RunAsync("Parent", instanceId: "a-parent");

        (await engine.Client.PurgeInstanceAsync("a-parent", new PurgeInstanceOptions(Recursive: true), TestEngine.Deadline)).PurgedInstanceCount.ShouldBe(2);
    }

    [Fact]
    public async Task A_filter_purges_what_it_matches()
    {
        await using var engine = await StartAsync("purge-filter");
        await engine.RunAsync("Ends", 1, "ended");
        await engine.RunAsync("Fails", 1, "failed");

        var result = await engine.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Failed]), TestEngine.Deadline);

        (result.PurgedInstanceCount, result.IsComplete).ShouldBe((1, true));
        (await IdsAsync(engine, new OrchestrationQuery())).ShouldBe(["ended"]);
    }

    [Fact]
    public async Task The_history_tells_what_happened_in_order()
    {
        await using var engine = await StartAsync("history");
        await engine.RunAsync("Parent", instanceId: "told");

        var history = await engine.Client.GetOrchestrationHistoryAsync("told", TestEngine.Deadline);

        history.Select(entry => entry.EventType).ShouldBe(
        [
            "OrchestratorStarted", "ExecutionStarted", "SubOrchestrationInstanceCreated", "OrchestratorCompleted",
            "OrchestratorStarted", "SubOrchestrationInstanceCompleted", "ExecutionCompleted", "OrchestratorCompleted",
        ]);
    }

    private Task<TestEngine> StartAsync(string hub) => TestEngine.StartAsync(postgres.ConnectionString, Catalog, options => options.HubName = hub);

    private static async Task<List<string>> IdsAsync(TestEngine engine, OrchestrationQuery query)
    {
        var ids = new List<string>();
        await foreach (var instance in engine.Client.GetAllInstancesAsync(query))
        {
            ids.Add(instance.InstanceId);
        }

        return ids;
    }
}
