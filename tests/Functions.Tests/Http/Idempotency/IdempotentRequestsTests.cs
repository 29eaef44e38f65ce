using System.Text;
using DataHound.Functions.Http;
using DataHound.Functions.Http.Idempotency;
using DataHound.Storage;
using DataHound.Storage.ControlPlane;
using DataHound.Storage.ControlPlane.Idempotency;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TestSupport;

namespace DataHound.Functions.Tests.Http.Idempotency;

/// <summary>Stripe's rules, one test a rule, on real keys.</summary>
public sealed class IdempotentRequestsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly MovedClock _clock = new();
    private ServiceProvider _services = null!;
    private int _runs;

    public async ValueTask InitializeAsync()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Postgres"] = postgres.ConnectionString }).Build();
        _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_clock).AddDataHoundStorage(settings).BuildServiceProvider();
        await _services.GetRequiredService<ControlPlaneMigrator>().MigrateAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task A_retry_gets_the_saved_status_body_and_headers_and_a_mark()
    {
        var first = await SendAsync("replayed");
        var retry = await SendAsync("replayed");

        _runs.ShouldBe(1);
        retry.Result.StatusCode.ShouldBe(201);
        retry.Result.Content.ShouldBe(first.Result.Content);
        retry.Http.Response.Headers.Location.ToString().ShouldBe("/made/1");
        first.Http.Response.Headers["Idempotent-Replayed"].ToString().ShouldBeEmpty();
        retry.Http.Response.Headers["Idempotent-Replayed"].ToString().ShouldBe("true");
    }

    [Fact]
    public async Task Another_body_under_the_key_is_refused()
    {
        await SendAsync("reused");
        (await SendAsync("reused", body: "another")).Code.ShouldBe("422 idempotency_key_reused");
        _runs.ShouldBe(1);
    }

    [Fact]
    public async Task Another_address_under_the_key_is_refused()
    {
        await SendAsync("moved");
        (await SendAsync("moved", path: "/api/v1/things/2")).Code.ShouldBe("422 idempotency_key_reused");
        (await SendAsync("moved", query: "?force=true")).Code.ShouldBe("422 idempotency_key_reused");
    }

    [Fact]
    public async Task Keys_of_different_callers_and_functions_never_meet()
    {
        await SendAsync("shared");
        await SendAsync("shared", functionKey: "another");
        await SendAsync("shared", function: "MakeOther", body: "another");
        _runs.ShouldBe(3);
    }

    [Fact]
    public async Task The_function_key_may_come_in_the_address_and_is_no_part_of_the_request()
    {
        await SendAsync("keyed", functionKey: "one");
        await SendAsync("keyed", functionKey: "", query: "?code=one");
        _runs.ShouldBe(1);
    }

    [Fact]
    public async Task A_retry_while_the_first_is_at_work_is_told_to_wait()
    {
        var (begun, finish) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = SendAsync("busy", answer: async () =>
        {
            begun.SetResult();
            await finish.Task;
            return Made();
        });
        await begun.Task;
        var retry = await SendAsync("busy");
        retry.Code.ShouldBe("409 idempotency_key_in_use");
        retry.Http.Response.Headers.RetryAfter.ToString().ShouldBe("1");
        finish.SetResult();
        (await first).Result.StatusCode.ShouldBe(201);
    }

    [Fact]
    public async Task A_refusal_is_not_saved_and_the_key_may_come_with_a_corrected_body()
    {
        (await SendAsync("refused", answer: () => Task.FromResult(ApiResponse.Problem(400, Domain.Observability.UserError.Unexpected)))).Result.StatusCode.ShouldBe(400);
        (await SendAsync("refused", body: "corrected")).Result.StatusCode.ShouldBe(201);
    }

    [Fact]
    public async Task A_server_error_is_not_saved_and_only_the_same_request_may_be_tried_again()
    {
        await SendAsync("failed", answer: () => Task.FromResult(ApiResponse.Problem(500, Domain.Observability.UserError.Unexpected)));
        (await SendAsync("failed", body: "another")).Code.ShouldBe("422 idempotency_key_reused");
        (await SendAsync("failed")).Result.StatusCode.ShouldBe(201);
        (await SendAsync("failed")).Result.StatusCode.ShouldBe(201);
        _runs.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_error_is_saved_where_the_setting_says_so()
    {
        var options = new IdempotencyOptions { SaveServerErrors = true };
        await SendAsync("kept", options: options, answer: () => Task.FromResult(ApiResponse.Problem(500, Domain.Observability.UserError.Unexpected)));
        (await SendAsync("kept", options: options)).Result.StatusCode.ShouldBe(500);
        _runs.ShouldBe(0);
    }

    [Fact]
    public async Task A_request_that_breaks_off_may_be_tried_again()
    {
        await Should.ThrowAsync<OperationCanceledException>(() => SendAsync("broken", answer: () => throw new OperationCanceledException()));
        (await SendAsync("broken")).Result.StatusCode.ShouldBe(201);
    }

    [Fact]
    public async Task A_request_whose_process_died_is_done_by_a_retry_after_its_time()
    {
        var keys = _services.GetRequiredService<IIdempotencyKeys>();
        var http = Http("died", "body", "/api/v1/things/1", "", "one");
        await keys.ClaimAsync(
            new IdempotencyRequest { Scope = $"http.MakeThing.{http.Request.Caller()}", Key = "died", RequestHash = await http.Request.FingerprintAsync(default), ClaimFor = TimeSpan.FromMinutes(5) }, default);
        (await SendAsync("died")).Code.ShouldBe("409 idempotency_key_in_use");
        _clock.Advance(TimeSpan.FromMinutes(6));
        (await SendAsync("died")).Result.StatusCode.ShouldBe(201);
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        await SendAsync("old");
        _clock.Advance(TimeSpan.FromHours(25));
        (await SendAsync("old", body: "another")).Result.StatusCode.ShouldBe(201);
        _runs.ShouldBe(2);
    }

    [Fact]
    public async Task A_key_of_more_than_255_characters_is_refused() =>
        (await SendAsync(new string('k', 256))).Code.ShouldBe("400 idempotency_key_too_long");

    [Theory]
    [InlineData("POST", "key", true)]
    [InlineData("DELETE", "key", true)]
    [InlineData("GET", "key", false)]
    [InlineData("POST", "", false)]
    public void Only_what_may_change_something_and_carries_a_key_is_concerned(string method, string key, bool concerned)
    {
        var http = Http(key, "", "/", "", "");
        http.Request.Method = method;
        http.Request.HasKey().ShouldBe(concerned);
    }

    [Fact]
    public void The_app_puts_the_rules_around_every_function() =>
        File.ReadAllText(Checkout.Path("src/Functions/Program.cs")).ShouldContain("UseWhen<IdempotencyMiddleware>(IdempotencyMiddleware.Concerns)");

    private static DefaultHttpContext Http(string key, string body, string path, string query, string functionKey)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = "POST";
        http.Request.Path = path;
        http.Request.QueryString = new QueryString(query);
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        http.Request.Headers["Idempotency-Key"] = key;
        if (functionKey.Length > 0)
            http.Request.Headers["x-functions-key"] = functionKey;
        return http;
    }

    private IActionResult Made() => ApiResponse.Json(new { number = Interlocked.Increment(ref _runs) }, 201);

    private async Task<Sent> SendAsync(
        string key, string body = "body", string path = "/api/v1/things/1", string query = "", string functionKey = "one", string function = "MakeThing",
        Func<Task<IActionResult>>? answer = null, IdempotencyOptions? options = null)
    {
        var http = Http(key, body, path, query, functionKey);
        var requests = new IdempotentRequests(_services.GetRequiredService<IIdempotencyKeys>(), Options.Create(options ?? new IdempotencyOptions()));
        var result = await requests.RunAsync(http, function, async () =>
        {
            if (answer is not null)
                return await answer();
            using var reader = new StreamReader(http.Request.Body);
            (await reader.ReadToEndAsync()).ShouldBe(body);
            http.Response.Headers.Location = "/made/1";
            return Made();
        });
        return new Sent(http, result.ShouldBeOfType<ContentResult>());
    }

    private sealed record Sent(HttpContext Http, ContentResult Result)
    {
        public string Code => $"{Result.StatusCode} {System.Text.Json.Nodes.JsonNode.Parse(Result.Content!)!["code"]}";
    }

    private sealed class MovedClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public void Advance(TimeSpan by) => _now += by;
    }
}
