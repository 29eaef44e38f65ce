using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace LocalHost.Tests.Functions;

public sealed class DurableFunctionTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task An_orchestration_started_over_HTTP_runs_its_activities_and_answers()
    {
        HttpResponseMessage response = await fixture.Client.PostAsync("api/v1/orders/lamp", null);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        answer.GetProperty("status").GetString().ShouldBe("Completed");
        answer.GetProperty("output").GetString().ShouldBe("\"15 coins\"");
    }

    [Fact]
    public async Task The_management_API_answers_beside_the_functions() =>
        (await fixture.Client.GetAsync("runtime/webhooks/durabletask/instances/unknown")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
}
