using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LocalHost.DurableTask.Client;
using LocalHost.Functions.Hosting;
using LocalHost.Tests.Engine;
using LocalHost.Tests.Functions.Apps;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TestSupport;

namespace LocalHost.Tests.Functions.Http;

public sealed class RequestLimitTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly Gate _gate = new();

    [Fact]
    public async Task A_function_over_the_time_limit_is_asked_to_end_and_answered_for()
    {
        await using InProcessHost host = await StartAsync("{}", ("LocalHost:Http:RequestSeconds", "1"));
        using HttpClient client = host.CreateClient();
        await ShouldBeProblem(await client.GetAsync("api/Heeds"), HttpStatusCode.GatewayTimeout, "request_timeout");
        _gate.Entered.ShouldBe(["Heeds"]);
        _gate.Left.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_function_that_does_not_heed_its_token_is_answered_for_while_it_runs_on()
    {
        await using InProcessHost host = await StartAsync("{}", ("LocalHost:Http:RequestSeconds", "1"));
        using HttpClient client = host.CreateClient();
        await ShouldBeProblem(await client.GetAsync("api/Ignores"), HttpStatusCode.GatewayTimeout, "request_timeout");
        _gate.Left.ShouldBeEmpty();
        _gate.Open();
        await Until.TrueAsync(() => _gate.Left.Count == 1);
    }

    [Fact]
    public async Task A_function_over_functionTimeout_is_stopped_with_a_clear_error()
    {
        await using InProcessHost host = await StartAsync("""{"functionTimeout": "00:00:01"}""");
        using HttpClient client = host.CreateClient();
        await ShouldBeProblem(await client.GetAsync("api/Heeds"), HttpStatusCode.GatewayTimeout, "request_timeout");

        DurableTaskClient durable = host.Services.GetRequiredService<DurableTaskClient>();
        string id = await durable.ScheduleNewOrchestrationInstanceAsync("SlowOrder");
        OrchestrationMetadata failed = await durable.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, TestEngine.Deadline);
        failed.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        failed.FailureDetails!.InnerFailure!.ErrorMessage.ShouldBe(
            "function_timeout: The function 'SlowActivity' ran longer than 00:00:01 and was stopped. Let it do less at a time, or raise functionTimeout of host.json.");
    }

    [Fact]
    public async Task More_requests_than_may_run_or_wait_are_turned_away_while_the_management_API_answers()
    {
        await using InProcessHost host = await StartAsync("""{"extensions": {"http": {"maxConcurrentRequests": 1, "maxOutstandingRequests": 1}}}""");
        using HttpClient client = host.CreateClient();
        Task<string> first = client.GetStringAsync("api/Heeds");
        await Until.TrueAsync(() => _gate.Entered.Count == 1);
        using HttpResponseMessage refused = await client.GetAsync("api/Heeds");
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        await ShouldBeProblem(refused, HttpStatusCode.TooManyRequests, "too_busy");
        (await client.GetAsync("runtime/webhooks/durabletask/instances")).StatusCode.ShouldBe(HttpStatusCode.OK);

        _gate.Open();
        (await first).ShouldBe("done");
        (await client.GetStringAsync("api/Heeds")).ShouldBe("done");
    }

    [Fact]
    public async Task Requests_that_may_wait_are_answered_in_turn()
    {
        await using InProcessHost host = await StartAsync("""{"extensions": {"http": {"maxConcurrentRequests": 1, "maxOutstandingRequests": 3}}}""");
        using HttpClient client = host.CreateClient();
        Task<string>[] requests = [.. Enumerable.Range(0, 3).Select(_ => client.GetStringAsync("api/Heeds"))];
        await Until.TrueAsync(() => _gate.Entered.Count == 1);
        _gate.Open();
        (await Task.WhenAll(requests)).ShouldBe(["done", "done", "done"]);
    }

    [Fact]
    public async Task Every_answer_has_the_headers_of_the_host_unless_the_function_sets_its_own()
    {
        const string Http = """{"extensions": {"http": {"customHeaders": {"X-Frame-Options": "DENY", "X-Own": "host", "referrer-policy": "origin"}, "hsts": {"isEnabled": true, "includeSubDomains": true}}}}""";
        await using InProcessHost host = await StartAsync(Http, ("LocalHost:TrustedProxies", "127.0.0.1"));
        using HttpClient client = host.CreateClient();
        using HttpResponseMessage plain = await client.GetAsync("api/nowhere");
        Header(plain, "X-Content-Type-Options").ShouldBe("nosniff");
        Header(plain, "Referrer-Policy").ShouldBe("origin");
        Header(plain, "X-Frame-Options").ShouldBe("DENY");
        Header(plain, "Strict-Transport-Security").ShouldBeNull();

        using HttpRequestMessage proxied = new(HttpMethod.Get, "api/Scheme");
        proxied.Headers.Add("X-Forwarded-Proto", "https");
        proxied.Headers.Add("X-Forwarded-For", "203.0.113.9");
        proxied.Headers.Add("X-MS-CLIENT-PRINCIPAL-NAME", " (ada)");
        using HttpResponseMessage secure = await client.SendAsync(proxied);
        (await secure.Content.ReadAsStringAsync()).ShouldBe($"https 127.0.0.1:{host.BaseAddress.Port} 203.0.113.9(ada)");
        Header(secure, "Strict-Transport-Security").ShouldBe("max-age=2592000; includeSubDomains");
        Header(secure, "X-Own").ShouldBe("mine");
    }

    [Fact]
    public async Task A_stranger_is_not_believed_about_its_address_and_name()
    {
        await using InProcessHost host = await StartAsync("{}");
        using HttpClient client = host.CreateClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        client.DefaultRequestHeaders.Add("X-MS-CLIENT-PRINCIPAL-NAME", "somebody");
        (await client.GetStringAsync("api/Scheme")).ShouldEndWith(" 127.0.0.1");
    }

    [Fact]
    public async Task Headers_and_addresses_have_their_limits()
    {
        await using InProcessHost host = await StartAsync("{}", ("LocalHost:Http:MaxHeaderBytes", "2048"), ("LocalHost:Http:MaxRequestLineBytes", "1024"), ("LocalHost:Http:MinBytesPerSecond", "99"));
        using HttpClient client = host.CreateClient();
        (await client.GetAsync("api/Scheme?" + new string('a', 1024))).StatusCode.ShouldBe(HttpStatusCode.RequestUriTooLong);
        client.DefaultRequestHeaders.Add("X-Long", new string('a', 2048));
        (await client.GetAsync("api/Scheme")).StatusCode.ShouldBe(HttpStatusCode.RequestHeaderFieldsTooLarge);

        KestrelServerLimits limits = host.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;
        limits.MinRequestBodyDataRate!.BytesPerSecond.ShouldBe(99);
        limits.MinResponseDataRate!.BytesPerSecond.ShouldBe(99);
        limits.RequestHeadersTimeout.ShouldBe(TimeSpan.FromSeconds(30));
        limits.KeepAliveTimeout.ShouldBe(TimeSpan.FromSeconds(130));
        limits.MaxConcurrentConnections.ShouldBe(5000);
        limits.MaxRequestHeaderCount.ShouldBe(100);
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.Single() : null;

    private static async Task ShouldBeProblem(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        response.StatusCode.ShouldBe(status);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe(code);
    }

    private async Task<InProcessHost> StartAsync(string hostFile, params (string Name, string Value)[] settings) =>
        await SlowHost.StartAsync(await postgres.CreateDatabaseAsync(), _gate, hostFile, settings);
}
