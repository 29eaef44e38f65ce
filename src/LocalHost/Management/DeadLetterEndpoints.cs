using System.Globalization;
using System.Text.Json.Nodes;
using LocalHost.Engine.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LocalHost.Management;

/// <summary>Lists and replays work that was given up. Routes of this engine's own: Durable Functions has none for it.</summary>
internal static class DeadLetterEndpoints
{
    private const int DefaultPageSize = 100;
    private const int LargestPage = 1000;

    public static async Task<IResult> ListAsync(HttpContext http, int? top)
    {
        var letters = http.RequestServices.GetRequiredService<DeadLetters>();
        var page = await letters.PageAsync(
            Math.Clamp(top ?? DefaultPageSize, 1, LargestPage),
            http.Request.Headers[StatusEndpoints.ContinuationHeader].FirstOrDefault(),
            http.RequestAborted);
        if (page.ContinuationToken is { } token)
        {
            http.Response.Headers[StatusEndpoints.ContinuationHeader] = token;
        }

        return Results.Json(new JsonArray([.. page.Values.Select(Told)]));
    }

    public static async Task<IResult> ReplayAsync(HttpContext http, long id)
    {
        var letters = http.RequestServices.GetRequiredService<DeadLetters>();
        return await letters.ReplayAsync(id, http.RequestAborted) switch
        {
            DeadLetterReplay.Replayed => Results.StatusCode(StatusCodes.Status202Accepted),
            DeadLetterReplay.NotFound => Results.NotFound(),
            _ => Results.Json(
                new { Message = "The instance of this dead letter has not failed, so there is nothing to replay. Look at the instance's status." },
                ManagementJson.AsDeclared,
                statusCode: StatusCodes.Status409Conflict),
        };
    }

    private static JsonObject Told(DeadLetter letter) => new()
    {
        ["id"] = letter.Id,
        ["kind"] = letter.Kind,
        ["instanceId"] = letter.InstanceId,
        ["name"] = letter.Name,
        ["attempts"] = letter.Attempts,
        ["reason"] = letter.Reason,
        ["createdTime"] = letter.CreatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
    };
}
