using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace DataHound.EndToEnd.App;

/// <summary>Uses the schedules of an app over HTTP.</summary>
public sealed class ScheduleDriver(ApiDriver api)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Makes a task and gives it as the API shows it.</summary>
    public async Task<JsonObject> CreateAsync(object body)
    {
        using var answer = await api.Client.PostAsJsonAsync("/api/v1/schedules", body);
        return await ReadAsync(answer);
    }

    /// <summary>Posts to a task, such as <c>pause</c>, and gives the answer's body.</summary>
    public async Task<JsonObject> PostAsync(string key, string verb, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/schedules/{key}/{verb}");
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var answer = await api.Client.SendAsync(request);
        return await ReadAsync(answer);
    }

    /// <summary>Waits until a task's runs fulfil a condition, and gives them, latest tick first.</summary>
    public async Task<IReadOnlyList<JsonObject>> WaitAsync(string key, Func<IReadOnlyList<JsonObject>, bool> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            var runs = await api.ListAsync($"/api/v1/schedules/{key}/runs");
            if (condition(runs))
                return runs;
            await Task.Delay(200, limit.Token);
        }
    }

    /// <summary>Waits for the end of a task's only run.</summary>
    public async Task<JsonObject> WaitForEndAsync(string key) => (await WaitAsync(key, runs => runs is [var only] && HasEnded(only))).Single();

    public static bool HasEnded(JsonObject run) => run["finishedAt"] is not null;

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)!.AsObject() : throw new InvalidOperationException($"{(int)answer.StatusCode}: {text}");
    }
}
