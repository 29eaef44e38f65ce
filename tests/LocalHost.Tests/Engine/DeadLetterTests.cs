using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using LocalHost.Tests.Management;
using TestSupport;

namespace LocalHost.Tests.Engine;

public sealed class DeadLetterTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly ConcurrentQueue<string> _runs = new();
    private volatile bool _broken = true;

    [Fact]
    public async Task An_activity_that_no_process_survives_fails_with_a_reason_and_becomes_a_dead_letter()
    {
        await using var engine = await StartAsync("activity", Poison(), limit: 3);
        await using var api = await ManagementApi.StartAsync(engine);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Calls", input: null, new("calls"), TestEngine.Deadline);

        var end = await DyingAsync(engine, "activity", "calls");

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        var failure = end.FailureDetails.ShouldNotBeNull().InnerFailure ?? end.FailureDetails;
        failure.ErrorMessage.ShouldContain("'Deadly' was claimed 3 times and never finished");
        _runs.Count.ShouldBe(3);
        var letter = (await ListAsync(api)).ShouldHaveSingleItem().ShouldNotBeNull();
        (letter["kind"]!.GetValue<string>(), letter["instanceId"]!.GetValue<string>(), letter["name"]!.GetValue<string>(), letter["attempts"]!.GetValue<int>())
            .ShouldBe(("activity", "calls", "Deadly", 3));
        letter["reason"]!.GetValue<string>().ShouldContain("replay");
    }

    [Fact]
    public async Task A_step_that_no_process_survives_fails_its_instance_and_becomes_a_dead_letter()
    {
        using var release = new ManualResetEventSlim();
        var catalog = new DelegateCatalog().Orchestrator("Hangs", _ =>
        {
            _runs.Enqueue("step");
            release.Wait(TestEngine.Deadline);
            return Task.CompletedTask;
        });
        await using var engine = await StartAsync("step", catalog, limit: 2);
        await using var api = await ManagementApi.StartAsync(engine);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Hangs", input: null, new("hangs"), TestEngine.Deadline);

        var end = await DyingAsync(engine, "step", "hangs");

        release.Set();
        (end.RuntimeStatus, end.FailureDetails.ShouldNotBeNull().ErrorType).ShouldBe((OrchestrationRuntimeStatus.Failed, "PoisonStep"));
        _runs.Count.ShouldBe(2);
        var letter = (await ListAsync(api)).ShouldHaveSingleItem().ShouldNotBeNull();
        (letter["kind"]!.GetValue<string>(), letter["name"]!.GetValue<string>(), letter["attempts"]!.GetValue<int>()).ShouldBe(("step", "Hangs", 2));
    }

    [Fact]
    public async Task Activities_that_were_claimed_together_with_a_deadly_one_are_not_given_up()
    {
        var catalog = new DelegateCatalog()
            .Orchestrator("Mixed", async context =>
            {
                var good = Enumerable.Range(0, 5).Select(n => context.CallActivityAsync<int>("Slow", n)).ToList();
                await Should.ThrowAsync<TaskFailedException>(() => context.CallActivityAsync("Deadly"));
                return (await Task.WhenAll(good)).Sum();
            })
            .Activity<int, int>("Slow", async (n, cancellationToken) =>
            {
                // As a rule not done when the deadly one takes the process down.
                await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
                return n;
            })
            .Activity<string, string>("Deadly", DieAsync);
        await using var engine = await StartAsync("mixed", catalog, limit: 4);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Mixed", input: null, new("mixed"), TestEngine.Deadline);

        var end = await DyingAsync(engine, "mixed", "mixed");

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed, end.FailureDetails?.ErrorMessage);
        end.ReadOutputAs<int>().ShouldBe(10);
    }

    [Fact]
    public async Task A_process_that_stops_in_good_order_does_not_count()
    {
        for (var round = 1; round <= 3; round++)
        {
            await using var engine = await StartAsync("order", Poison(), limit: 1);
            if (round == 1)
            {
                await engine.Client.ScheduleNewOrchestrationInstanceAsync("Calls", input: null, new("order"), TestEngine.Deadline);
            }

            await Until.TrueAsync(() => _runs.Count == round);
        }

        _broken = false;
        await using var last = await StartAsync("order", Poison(), limit: 1);

        (await last.EndOfAsync("order")).ReadOutputAs<string>().ShouldBe("alive");
    }

    [Fact]
    public async Task A_dead_letter_is_replayed_once_its_cause_is_repaired()
    {
        var catalog = Poison().Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>("Calls", options: new SubOrchestrationOptions(instanceId: "child")));
        await using var engine = await StartAsync("replay", catalog, limit: 1);
        await using var api = await ManagementApi.StartAsync(engine);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Parent", input: null, new("parent"), TestEngine.Deadline);
        (await DyingAsync(engine, "replay", "parent")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        var letter = (await ListAsync(api)).ShouldHaveSingleItem().ShouldNotBeNull()["id"]!.GetValue<long>();
        _broken = false;

        (await ReplayAsync(api, letter)).ShouldBe(HttpStatusCode.Accepted);

        (await engine.EndOfAsync("parent")).ReadOutputAs<string>().ShouldBe("alive");
        (await ListAsync(api)).ShouldBeEmpty();
        (await ReplayAsync(api, letter)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_dead_letter_whose_instance_did_not_fail_is_not_replayed()
    {
        var catalog = Poison().Orchestrator("Handles", context => Should.ThrowAsync<TaskFailedException>(() => context.CallActivityAsync("Deadly")));
        await using var engine = await StartAsync("handled", catalog, limit: 1);
        await using var api = await ManagementApi.StartAsync(engine);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Handles", input: null, new("handled"), TestEngine.Deadline);
        await DyingAsync(engine, "handled", "handled");
        var letter = (await ListAsync(api)).ShouldHaveSingleItem().ShouldNotBeNull()["id"]!.GetValue<long>();

        (await ReplayAsync(api, letter)).ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Dead_letters_are_listed_page_by_page_and_go_with_their_instance()
    {
        await using var engine = await StartAsync("pages", new DelegateCatalog().Orchestrator("Fine", _ => Task.CompletedTask), limit: 1);
        await using var api = await ManagementApi.StartAsync(engine);
        await engine.RunAsync("Fine", instanceId: "fine");
        await ExecuteAsync(
            """
            INSERT INTO durable.dead_letters (hub_id, kind, instance_id, execution_id, name, attempts, reason)
            SELECT hub_id, 'activity', instance_id, execution_id, 'A' || n, 1, 'a reason' FROM durable.instances, generate_series(1, 5) n WHERE instance_id = 'fine'
            """);

        var names = new List<string>();
        string? token = null;
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "deadletters?top=2");
            if (token is not null)
            {
                request.Headers.Add("x-ms-continuation-token", token);
            }

            using var response = await api.Http.SendAsync(request, TestEngine.Deadline);
            token = response.Headers.TryGetValues("x-ms-continuation-token", out var values) ? values.Single() : null;
            var page = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestEngine.Deadline)).ShouldNotBeNull().AsArray();
            page.Count.ShouldBeLessThanOrEqualTo(2);
            names.AddRange(page.Select(letter => letter!["name"]!.GetValue<string>()));
        }
        while (token is not null);
        names.ShouldBe(["A1", "A2", "A3", "A4", "A5"]);
        await engine.Client.PurgeInstanceAsync("fine", TestEngine.Deadline);

        (await ListAsync(api)).ShouldBeEmpty();
    }

    private static async Task<JsonArray> ListAsync(ManagementApi api) =>
        JsonNode.Parse(await api.Http.GetStringAsync("deadletters", TestEngine.Deadline)).ShouldNotBeNull().AsArray();

    private static async Task<HttpStatusCode> ReplayAsync(ManagementApi api, long id)
    {
        using var response = await api.Http.PostAsync($"deadletters/{id}/replay", content: null, TestEngine.Deadline);
        return response.StatusCode;
    }

    private DelegateCatalog Poison() => new DelegateCatalog()
        .Orchestrator("Calls", context => context.CallActivityAsync<string>("Deadly"))
        .Activity<string, string>("Deadly", DieAsync);

    private async Task<string> DieAsync(string? input, CancellationToken cancellationToken)
    {
        _runs.Enqueue("activity");
        if (_broken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        return "alive";
    }

    /// <summary>Lets the process fall silent each time the deadly work has begun, until the instance ends.</summary>
    private async Task<OrchestrationMetadata> DyingAsync(TestEngine engine, string hub, string instanceId)
    {
        var died = 0;
        return await Until.ReachedAsync(
            async () =>
            {
                if (_runs.Count > died)
                {
                    died = _runs.Count;
                    await ExecuteAsync($"DELETE FROM durable.workers WHERE hub_id = (SELECT hub_id FROM durable.hubs WHERE name = 'dead-{hub}')");
                }

                return (await engine.Client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, TestEngine.Deadline)).ShouldNotBeNull();
            },
            instance => instance.IsCompleted);
    }

    private Task<TestEngine> StartAsync(string hub, DelegateCatalog catalog, int limit) => TestEngine.StartAsync(postgres.ConnectionString, catalog, options =>
    {
        options.HubName = $"dead-{hub}";
        options.MaxDequeueCount = limit;
        options.MaxQueuePollingInterval = TimeSpan.FromMilliseconds(100);
        options.HeartbeatInterval = TimeSpan.FromMilliseconds(100);
        options.LeaseDuration = TimeSpan.FromSeconds(10);
        options.DrainTimeout = TimeSpan.Zero;
    });

    private async Task ExecuteAsync(string sql)
    {
        await using var source = postgres.CreateDataSource();
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestEngine.Deadline);
    }
}
