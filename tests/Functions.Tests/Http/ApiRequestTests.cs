using System.Text;
using DataHound.Domain.Observability;
using DataHound.Functions.Http;
using DataHound.Functions.Pipelines;
using DataHound.Functions.Scheduling;
using DataHound.Storage.ControlPlane.Runs;
using Microsoft.AspNetCore.Http;

namespace DataHound.Functions.Tests.Http;

public sealed class ApiRequestTests
{
    [Theory]
    [InlineData("", 100)]
    [InlineData("?limit=1", 1)]
    [InlineData("?limit=1000", 1000)]
    public void A_limit_is_taken_or_defaulted(string query, int expected) => Request(query).Limit().ShouldBe(expected);

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=1001")]
    [InlineData("?limit=-5")]
    [InlineData("?limit=ten")]
    public void A_limit_out_of_range_is_explained(string query) =>
        Should.Throw<UserErrorException>(() => Request(query).Limit()).Error.Code.ShouldBe("limit_invalid");

    [Theory]
    [InlineData("?status=success", RunStatus.Success)]
    [InlineData("?status=SUCCESS", RunStatus.Success)]
    [InlineData("?status=", null)]
    [InlineData("", null)]
    public void A_name_of_an_enumeration_is_taken_whatever_its_case(string query, RunStatus? expected) => Request(query).OneOf<RunStatus>("status").ShouldBe(expected);

    [Theory]
    [InlineData("?status=1")]
    [InlineData("?status=done")]
    [InlineData("?status=success,failed")]
    public void Another_value_than_the_names_is_answered_with_them(string query)
    {
        var error = Should.Throw<UserErrorException>(() => Request(query).OneOf<RunStatus>("status")).Error;

        error.Code.ShouldBe("status_invalid");
        error.NextStep.ShouldContain("running, success, failed, canceled");
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("""{"companies": 5}""", "$.companies")]
    [InlineData("""{"asof_": "x"}""", "asof_")]
    [InlineData("null", "")]
    [InlineData("""{"asOf": "a\u0000b"}""", "line 1")]
    [InlineData("""{"asOf": "\ud800"}""", "line 1")]
    [InlineData("""{"a\u0000": 1}""", "line 1")]
    [InlineData("{\n\"companies\": [null]}", "line 2")]
    public async Task A_body_that_does_not_fit_is_explained_with_its_place(string body, string place)
    {
        var thrown = await Should.ThrowAsync<UserErrorException>(() => Request(body: body).ReadJsonAsync<StartRunBody>(default));

        thrown.Error.Code.ShouldBe("body_not_json");
        thrown.Error.Cause.ShouldContain(place);
    }

    [Fact]
    public async Task Null_in_place_of_a_required_value_is_explained()
    {
        var thrown = await Should.ThrowAsync<UserErrorException>(() => Request(body: """{"type": "pipeline", "schedule": null}""").ReadJsonAsync<ScheduleBody>(default));

        thrown.Error.Code.ShouldBe("body_not_json");
        thrown.Error.Cause.ShouldContain("$.schedule");
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused() =>
        (await Should.ThrowAsync<UserErrorException>(() => Request(body: new string(' ', (1 << 20) + 1)).ReadJsonAsync<StartRunBody>(default))).Error.Code.ShouldBe("body_too_large");

    private static HttpRequest Request(string query = "", string body = "")
    {
        var context = new DefaultHttpContext();
        context.Request.QueryString = new QueryString(query);
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return context.Request;
    }
}
