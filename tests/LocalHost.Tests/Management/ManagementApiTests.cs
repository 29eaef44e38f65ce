using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using LocalHost.DurableTask.Client;
using LocalHost.Tests.Engine;
using TestSupport;

namespace LocalHost.Tests.Management;

public sealed class ManagementApiTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DelegateCatalog Catalog = new DelegateCatalog()
        .Orchestrator("Echo", context => Task.FromResult(context.GetInput<JsonObject>()))
        .Orchestrator("Fails", _ => throw new InvalidOperationException("it broke"))
        .Orchestrator("Waits", async context =>
        {
            context.SetCustomStatus(new { waiting = true });
            return await context.WaitForExternalEvent<string>("Go");
        });

    [Fact]
    public async Task A_start_answers_202_with_links_that_lead_to_the_status()
    {
        await using var engine = await StartAsync("start");
        await using var api = await ManagementApi.StartAsync(engine);

        var response = await api.Http.PostAsync("orchestrators/Echo/echo-1", Json("""{"a":1}"""), TestEngine.Deadline);

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        response.Headers.RetryAfter.ShouldNotBeNull().ToString().ShouldBe("10");
        var links = await ReadAsync(response);
        links["id"]!.GetValue<string>().ShouldBe("echo-1");
        links.Select(link => link.Key).ShouldBe(
        [
            "id", "statusQueryGetUri", "sendEventPostUri", "terminatePostUri", "purgeHistoryDeleteUri", "restartPostUri", "suspendPostUri", "resumePostUri",
        ]);
        response.Headers.Location!.ToString().ShouldBe(links["statusQueryGetUri"]!.GetValue<string>());
        await engine.EndOfAsync("echo-1");
        var status = await ReadAsync(await api.Http.GetAsync(response.Headers.Location, TestEngine.Deadline));
        status.Select(field => field.Key).ShouldBe(
            ["name", "instanceId", "runtimeStatus", "input", "customStatus", "output", "createdTime", "lastUpdatedTime"]);
        status["runtimeStatus"]!.GetValue<string>().ShouldBe("Completed");
        status["output"]!.ToJsonString().ShouldBe("""{"a":1}""");
        status["createdTime"]!.GetValue<string>().ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$");
    }

    [Fact]
    public async Task A_start_that_waits_answers_with_the_output()
    {
        await using var engine = await StartAsync("start-wait");
        await using var api = await ManagementApi.StartAsync(engine);

        var response = await api.Http.PostAsync("orchestrators/Echo?timeout=60&pollingInterval=1", Json("""{"b":2}"""), TestEngine.Deadline);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ReadAsync(response)).ToJsonString().ShouldBe("""{"b":2}""");
    }

    [Fact]
    public async Task A_rewind_answers_202_for_a_failed_instance_404_for_an_unknown_one_and_410_for_one_that_ended_well()
    {
        await using var engine = await StartAsync("rewind");
        await using var api = await ManagementApi.StartAsync(engine);
        await engine.RunAsync("Fails", instanceId: "failed-1");
        await engine.RunAsync("Echo", instanceId: "echo-1");
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Waits", input: null, new("waits-1"), TestEngine.Deadline);
        await engine.Client.TerminateInstanceAsync("waits-1", cancellation: TestEngine.Deadline);
        await engine.EndOfAsync("waits-1");

        async Task<HttpStatusCode> RewindAsync(string id) =>
            (await api.Http.PostAsync($"instances/{id}/rewind?reason=repaired", content: null, TestEngine.Deadline)).StatusCode;

        (await RewindAsync("failed-1")).ShouldBe(HttpStatusCode.Accepted);
        (await RewindAsync("nobody")).ShouldBe(HttpStatusCode.NotFound);
        (await RewindAsync("echo-1")).ShouldBe(HttpStatusCode.Gone);
        (await RewindAsync("waits-1")).ShouldBe(HttpStatusCode.Gone);
    }

    [Theory]
    [InlineData("orchestrators/Nobody", "{}")]
    [InlineData("orchestrators/Echo", "not json")]
    [InlineData("orchestrators/Echo/%40entity", "{}")]
    public async Task A_start_that_cannot_be_answers_400_with_a_message(string path, string body)
    {
        await using var engine = await StartAsync("start-bad");
        await using var api = await ManagementApi.StartAsync(engine);

        var response = await api.Http.PostAsync(path, Json(body), TestEngine.Deadline);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ReadAsync(response))["Message"]!.GetValue<string>().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_running_instance_is_told_with_202_and_where_to_look_again()
    {
        await using var engine = await StartAsync("running");
        await using var api = await ManagementApi.StartAsync(engine);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Waits", input: null, new("running"), TestEngine.Deadline);
        await engine.UntilAsync("running", instance => instance.IsRunning);

        var response = await api.Http.GetAsync("instances/running", TestEngine.Deadline);

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        response.Headers.RetryAfter.ShouldNotBeNull().ToString().ShouldBe("5");
        response.Headers.Location.ShouldNotBeNull();
        (await ReadAsync(response))["customStatus"]!.ToJsonString().ShouldBe("""{"waiting":true}""");
    }

    [Fact]
    public async Task A_failed_instance_is_told_with_200_or_on_request_500()
    {
        await using var engine = await StartAsync("failed");
        await using var api = await ManagementApi.StartAsync(engine);
        await engine.RunAsync("Fails", instanceId: "failed");

        var plain = await api.Http.GetAsync("instances/failed?showHistory=true", TestEngine.Deadline);
        var strict = await api.Http.GetAsync("instances/failed?returnInternalServerErrorOnFailure=true", TestEngine.Deadline);

        plain.StatusCode.ShouldBe(HttpStatusCode.OK);
        strict.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var status = await ReadAsync(plain);
        status["output"]!.GetValue<string>().ShouldBe("it broke");
        status["historyEvents"]!.AsArray().Select(entry => entry!["EventType"]!.GetValue<string>()).ShouldContain("ExecutionCompleted");
    }

    [Fact]
    public async Task Unknown_instances_are_404_and_finished_ones_410_to_commands()
    {
        await using var engine = await StartAsync("gone");
        await using var api = await ManagementApi.StartAsync(engine);
        await engine.RunAsync("Echo", new JsonObject(), "over");

        (await api.Http.GetAsync("instances/nobody", TestEngine.Deadline)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var command in new[] { "terminate", "suspend", "resume", "raiseEvent/Go" })
        {
            (await api.Http.PostAsync($"instances/nobody/{command}", Json("{}"), TestEngine.Deadline)).StatusCode.ShouldBe(HttpStatusCode.NotFound, command);
            (await api.Http.PostAsync($"instances/over/{command}", Json("{}"), TestEngine.Deadline)).StatusCode.ShouldBe(HttpStatusCode.Gone, command);
        }

        (await api.Http.GetAsync("no/such/route", TestEngine.Deadline)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Events_are_raised_with_json_only()
    {
        await using var engine = await StartAsync("raise");
        await using var api = await ManagementApi.StartAsync(engine);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Waits", input: null, new("raise"), TestEngine.Deadline);

        (await api.Http.PostAsync("instances/raise/raiseEvent/Go", new StringContent("plain"), TestEngine.Deadline)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await api.Http.PostAsync("instances/raise/raiseEvent/Go", Json("{"), TestEngine.Deadline)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await api.Http.PostAsync("instances/raise/raiseEvent/Go", Json("\"now\""), TestEngine.Deadline)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await engine.EndOfAsync("raise")).ReadOutputAs<string>().ShouldBe("now");
    }

    [Fact]
    public async Task Suspend_resume_and_terminate_do_what_they_say()
    {
        await using var engine = await StartAsync("steer");
        await using var api = await ManagementApi.StartAsync(engine);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Waits", input: null, new("steer"), TestEngine.Deadline);

        (await api.Http.PostAsync("instances/steer/suspend?reason=pause", null, TestEngine.Deadline)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await engine.UntilAsync("steer", instance => instance.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        (await api.Http.PostAsync("instances/steer/resume?reason=on", null, TestEngine.Deadline)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await engine.UntilAsync("steer", instance => instance.IsRunning);
        (await api.Http.PostAsync("instances/steer/terminate?reason=enough", null, TestEngine.Deadline)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var instance = await engine.EndOfAsync("steer");
        instance.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        instance.ReadOutputAs<string>().ShouldBe("enough");
    }

    [Fact]
    public async Task A_list_goes_on_where_its_token_says()
    {
        await using var engine = await StartAsync("list");
        await using var api = await ManagementApi.StartAsync(engine);
        for (var index = 0; index < 3; index++)
        {
            await engine.RunAsync("Echo", new JsonObject(), $"list-{index}");
        }

        var first = await api.Http.GetAsync("instances?top=2&runtimeStatus=Completed,Failed", TestEngine.Deadline);
        using var request = new HttpRequestMessage(HttpMethod.Get, "instances?top=2&runtimeStatus=Completed,Failed");
        request.Headers.Add("x-ms-continuation-token", first.Headers.GetValues("x-ms-continuation-token"));
        var second = await api.Http.SendAsync(request, TestEngine.Deadline);

        (await IdsAsync(first)).ShouldBe(["list-0", "list-1"]);
        (await IdsAsync(second)).ShouldBe(["list-2"]);
        second.Headers.Contains("x-ms-continuation-token").ShouldBeFalse();
    }

    [Fact]
    public async Task Purges_tell_how_many_instances_they_removed()
    {
        await using var engine = await StartAsync("purge-http");
        await using var api = await ManagementApi.StartAsync(engine);
        await engine.RunAsync("Echo", new JsonObject(), "p-1");
        await engine.RunAsync("Echo", new JsonObject(), "p-2");

        (await ReadAsync(await api.Http.DeleteAsync("instances/p-1", TestEngine.Deadline)))["instancesDeleted"]!.GetValue<int>().ShouldBe(1);
        (await api.Http.DeleteAsync("instances/p-1", TestEngine.Deadline)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await api.Http.DeleteAsync("instances", TestEngine.Deadline)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ReadAsync(await api.Http.DeleteAsync("instances?createdTimeFrom=2020-01-01T00:00:00Z", TestEngine.Deadline)))["instancesDeleted"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task A_restart_answers_with_the_links_of_the_new_instance()
    {
        await using var engine = await StartAsync("restart-http");
        await using var api = await ManagementApi.StartAsync(engine);
        await engine.RunAsync("Echo", new JsonObject { ["x"] = 1 }, "original");

        var response = await api.Http.PostAsync("instances/original/restart", null, TestEngine.Deadline);

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var id = (await ReadAsync(response))["id"]!.GetValue<string>();
        id.ShouldNotBe("original");
        (await engine.EndOfAsync(id)).SerializedOutput.ShouldBe("""{"x":1}""");
        (await api.Http.PostAsync("instances/nobody/restart", null, TestEngine.Deadline)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_start_that_takes_longer_than_its_timeout_answers_with_the_links()
    {
        await using var engine = await StartAsync("start-timeout");
        await using var api = await ManagementApi.StartAsync(engine);

        var response = await api.Http.PostAsync("orchestrators/Waits/slow?timeout=0.1&pollingInterval=1", Json("{}"), TestEngine.Deadline);

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await ReadAsync(response))["id"]!.GetValue<string>().ShouldBe("slow");
    }

    [Fact]
    public async Task A_start_that_waits_tells_a_failure_as_the_status_does()
    {
        await using var engine = await StartAsync("start-fails");
        await using var api = await ManagementApi.StartAsync(engine);

        var response = await api.Http.PostAsync("orchestrators/Fails?timeout=60&pollingInterval=1", Json("{}"), TestEngine.Deadline);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ReadAsync(response))["runtimeStatus"]!.GetValue<string>().ShouldBe("Failed");
    }

    [Fact]
    public async Task A_start_of_an_id_that_is_alive_answers_500_with_a_message()
    {
        await using var engine = await StartAsync("start-taken");
        await using var api = await ManagementApi.StartAsync(engine);
        await api.Http.PostAsync("orchestrators/Waits/taken", Json("{}"), TestEngine.Deadline);

        var response = await api.Http.PostAsync("orchestrators/Waits/taken", Json("{}"), TestEngine.Deadline);

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await ReadAsync(response))["Message"]!.GetValue<string>().ShouldContain("taken");
    }

    [Fact]
    public async Task A_start_by_another_verb_is_404()
    {
        await using var engine = await StartAsync("verbs");
        await using var api = await ManagementApi.StartAsync(engine);

        (await api.Http.GetAsync("orchestrators/Echo", TestEngine.Deadline)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await api.Http.PutAsync("orchestrators/Echo", Json("{}"), TestEngine.Deadline)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Inputs_and_outputs_of_history_are_told_as_asked_for()
    {
        await using var engine = await StartAsync("shown");
        await using var api = await ManagementApi.StartAsync(engine);
        await engine.RunAsync("Echo", new JsonObject { ["x"] = 1 }, "shown");

        var without = await ReadAsync(await api.Http.GetAsync("instances/shown?showInput=false&showHistory=true", TestEngine.Deadline));
        var with = await ReadAsync(await api.Http.GetAsync("instances/shown?showHistory=true&showHistoryOutput=true", TestEngine.Deadline));

        without["input"].ShouldBeNull();
        without["historyEvents"]!.ToJsonString().ShouldNotContain("\"x\"");
        with["input"]!.ToJsonString().ShouldBe("""{"x":1}""");
        with["historyEvents"]!.ToJsonString().ShouldContain("\"x\"");
        with.ContainsKey("historyEvents").ShouldBeTrue();
    }

    [Fact]
    public async Task Lists_and_purges_take_prefix_status_and_time()
    {
        await using var engine = await StartAsync("filters");
        await using var api = await ManagementApi.StartAsync(engine);
        await engine.RunAsync("Echo", new JsonObject(), "a-1");
        await engine.RunAsync("Fails", new JsonObject(), "a-2");
        await engine.RunAsync("Echo", new JsonObject(), "b-1");

        (await IdsAsync(await api.Http.GetAsync("instances?instanceIdPrefix=a-", TestEngine.Deadline))).ShouldBe(["a-1", "a-2"]);
        (await IdsAsync(await api.Http.GetAsync("instances?runtimeStatus=Failed&runtimeStatus=Running", TestEngine.Deadline))).ShouldBe(["a-2"]);
        (await IdsAsync(await api.Http.GetAsync("instances?createdTimeFrom=2100-01-01T00:00:00Z", TestEngine.Deadline))).ShouldBeEmpty();
        (await api.Http.DeleteAsync("instances?createdTimeFrom=2100-01-01T00:00:00Z", TestEngine.Deadline)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var purged = await ReadAsync(await api.Http.DeleteAsync("instances?createdTimeFrom=2020-01-01T00:00:00Z&runtimeStatus=Failed", TestEngine.Deadline));
        purged["instancesDeleted"]!.GetValue<int>().ShouldBe(1);
        (await IdsAsync(await api.Http.GetAsync("instances", TestEngine.Deadline))).ShouldBe(["a-1", "b-1"]);
    }

    [Fact]
    public async Task A_restart_under_the_same_id_takes_the_place_of_the_finished_instance()
    {
        await using var engine = await StartAsync("restart-same");
        await using var api = await ManagementApi.StartAsync(engine);
        await engine.RunAsync("Echo", new JsonObject(), "same");

        var response = await api.Http.PostAsync("instances/same/restart?restartWithNewInstanceId=false", null, TestEngine.Deadline);

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await ReadAsync(response))["id"]!.GetValue<string>().ShouldBe("same");
    }

    [Fact]
    public async Task The_answers_of_commands_have_no_body()
    {
        await using var engine = await StartAsync("bodies");
        await using var api = await ManagementApi.StartAsync(engine);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Waits", input: null, new("quiet"), TestEngine.Deadline);

        foreach (var path in new[] { "instances/quiet/suspend", "instances/nobody/suspend", "instances/quiet/terminate" })
        {
            var response = await api.Http.PostAsync(path, null, TestEngine.Deadline);
            (await response.Content.ReadAsStringAsync(TestEngine.Deadline)).ShouldBeEmpty(path);
        }
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestEngine.Deadline)).ShouldNotBeNull().AsObject();

    private static async Task<List<string>> IdsAsync(HttpResponseMessage response) =>
    [
        .. JsonNode.Parse(await response.Content.ReadAsStringAsync(TestEngine.Deadline)).ShouldNotBeNull().AsArray()
            .Select(instance => instance!["instanceId"]!.GetValue<string>()),
    ];

    private Task<TestEngine> StartAsync(string hub) => TestEngine.StartAsync(postgres.ConnectionString, Catalog, options => options.HubName = hub);
}
