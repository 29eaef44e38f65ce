using System.Net;
using System.Text.Json.Nodes;

namespace DataHound.EndToEnd.Api;

internal static class ProblemAssertions
{
    /// <summary>Checks status, media type and code, that cause and next step are there, and that nothing internal shows.</summary>
    public static async Task<JsonObject> ShouldBeProblemAsync(this HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, text);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JsonNode.Parse(text)!.AsObject();
        problem["code"]!.GetValue<string>().ShouldBe(code);
        problem["cause"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace();
        problem["nextStep"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace();
        text.ShouldNotContain("   at ");
        text.ShouldNotContain("Exception");
        return problem;
    }
}
