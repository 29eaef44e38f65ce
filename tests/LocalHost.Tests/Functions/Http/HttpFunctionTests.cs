using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LocalHost.Tests.Functions.Apps;

namespace LocalHost.Tests.Functions.Http;

public sealed class HttpFunctionTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private HttpClient Client => fixture.Client;

    [Fact]
    public async Task A_function_without_a_route_answers_at_its_name() =>
        (await Client.GetStringAsync("api/Plain?q=x")).ShouldBe("plain x");

    [Fact]
    public async Task Route_values_arrive_as_the_types_of_the_parameters()
    {
        Guid id = Guid.NewGuid();
        JsonElement answer = await Client.GetFromJsonAsync<JsonElement>($"api/v1/typed/a%20b/42/{id}/friday");
        answer.GetProperty("name").GetString().ShouldBe("a b");
        answer.GetProperty("number").GetInt32().ShouldBe(42);
        answer.GetProperty("id").GetGuid().ShouldBe(id);
        answer.GetProperty("day").GetString().ShouldBe("Friday");
        answer.GetProperty("cancellable").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task An_absent_optional_route_value_is_null()
    {
        JsonElement answer = await Client.GetFromJsonAsync<JsonElement>($"api/v1/typed/a/1/{Guid.NewGuid()}");
        answer.GetProperty("day").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_route_constraint_that_fails_is_404() =>
        (await Client.GetAsync($"api/v1/typed/a/one/{Guid.NewGuid()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task A_route_value_that_is_not_of_the_type_is_400()
    {
        HttpResponseMessage response = await Client.GetAsync("api/v1/number/many");
        await ShouldBeProblem(response, HttpStatusCode.BadRequest, "bad_request");
    }

    [Theory]
    [InlineData("api/v1/rest/a/b/c", "a/b/c")]
    [InlineData("api/v1/rest", "(none)")]
    public async Task A_catch_all_takes_the_rest_of_the_path(string path, string expected) =>
        (await Client.GetStringAsync(path)).ShouldBe(expected);

    [Fact]
    public async Task Functions_with_one_route_are_told_apart_by_method()
    {
        (await Client.GetStringAsync("api/v1/things/7")).ShouldBe("got 7");
        HttpResponseMessage put = await Client.PutAsync("api/v1/things/7", null);
        put.StatusCode.ShouldBe(HttpStatusCode.Created);
        put.Headers.Location!.ToString().ShouldBe("/elsewhere");
    }

    [Fact]
    public async Task A_method_no_function_takes_is_405_with_the_methods_allowed()
    {
        HttpResponseMessage response = await Client.DeleteAsync("api/v1/things/7");
        await ShouldBeProblem(response, HttpStatusCode.MethodNotAllowed, "method_not_allowed");
        response.Content.Headers.Allow.Order().ShouldBe(["GET", "PUT"]);
    }

    [Fact]
    public async Task An_unknown_address_is_404_with_a_problem() =>
        await ShouldBeProblem(await Client.GetAsync("api/nowhere"), HttpStatusCode.NotFound, "not_found");

    [Fact]
    public async Task A_JSON_body_fills_a_record()
    {
        HttpResponseMessage response = await Client.PostAsJsonAsync("api/Body", new { name = "a", times = 1 });
        (await response.Content.ReadFromJsonAsync<Greeting>()).ShouldBe(new Greeting("a", 2));
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_is_400()
    {
        using StringContent body = new("{ not json", Encoding.UTF8, "application/json");
        await ShouldBeProblem(await Client.PostAsync("api/Body", body), HttpStatusCode.BadRequest, "bad_request");
    }

    [Fact]
    public async Task Results_of_every_kind_are_written()
    {
        HttpResponseMessage minimal = await Client.GetAsync("api/Minimal");
        minimal.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await minimal.Content.ReadAsStringAsync()).ShouldBe("""{"state":"working"}""");
        (await Client.GetStringAsync("api/Poco")).ShouldBe("""{"name":"you","times":2}""");
        HttpResponseMessage byHand = await Client.GetAsync("api/Nothing");
        ((int)byHand.StatusCode).ShouldBe(418);
        (await byHand.Content.ReadAsStringAsync()).ShouldBe("by hand");
        (await Client.GetAsync("api/Null")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_function_that_throws_is_500_and_tells_no_detail()
    {
        HttpResponseMessage response = await Client.GetAsync("api/Fails");
        string body = await ShouldBeProblem(response, HttpStatusCode.InternalServerError, "internal_error");
        body.ShouldNotContain("secret");
        body.ShouldNotContain(" at ");
    }

    [Fact]
    public async Task A_body_over_the_limit_is_413()
    {
        using ByteArrayContent body = new(new byte[100_001]);
        await ShouldBeProblem(await Client.PostAsync("api/Count", body), HttpStatusCode.RequestEntityTooLarge, "request_too_large");
    }

    [Fact]
    public async Task A_streamed_body_below_the_limit_arrives_whole()
    {
        using StreamContent body = new(new MemoryStream(new byte[90_000]));
        body.Headers.ContentLength = null;
        HttpResponseMessage response = await Client.PostAsync("api/Count", body);
        (await response.Content.ReadAsStringAsync()).ShouldBe("90000");
    }

    [Fact]
    public async Task Each_run_has_a_scope_and_the_middleware_around_it()
    {
        int disposed = Volatile.Read(ref Visit.Disposed);
        string[] first = (await Client.GetStringAsync("api/Instance")).Split(' ');
        string[] second = (await Client.GetStringAsync("api/Instance")).Split(' ');
        first[0].ShouldNotBe(second[0]);
        first[1].ShouldBe("True");
        $"{first[2]} {first[3]}".ShouldBe("stamped Instance");
        Volatile.Read(ref Visit.Disposed).ShouldBe(disposed + 2);
    }

    [Fact]
    public async Task Middleware_can_replace_the_result()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "api/Plain?q=x");
        request.Headers.Add("x-shout", "1");
        (await (await Client.SendAsync(request)).Content.ReadAsStringAsync()).ShouldBe("PLAIN X");
    }

    [Fact]
    public async Task A_request_by_a_foreign_name_is_refused_on_loopback()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "api/Plain?q=x");
        request.Headers.Host = "evil.example";
        (await Client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<string> ShouldBeProblem(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        string body = await response.Content.ReadAsStringAsync();
        JsonElement problem = JsonSerializer.Deserialize<JsonElement>(body);
        problem.GetProperty("status").GetInt32().ShouldBe((int)status);
        problem.GetProperty("code").GetString().ShouldBe(code);
        problem.GetProperty("cause").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("nextStep").GetString().ShouldNotBeNullOrEmpty();
        return body;
    }
}
