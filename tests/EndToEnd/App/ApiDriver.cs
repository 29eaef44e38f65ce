using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace DataHound.EndToEnd.App;

/// <summary>Uses the app as any client would: over HTTP.</summary>
public sealed class ApiDriver(HttpClient client)
{
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(5);

    public HttpClient Client => client;

    /// <summary>Adds a company in Chicago that reads the datasets given as JSON, and gives its slug.</summary>
    public async Task<string> AddCompanyAsync(string datasets)
    {
        var slug = $"company-{Guid.NewGuid():N}"[..20];
        await PutExtractionAsync(slug, datasets);
        return slug;
    }

    /// <summary>Makes another version of what a company reads.</summary>
    public async Task PutExtractionAsync(string company, string datasets)
    {
        using var content = Json($$"""{ "kind": "extraction", "schema_version": 1, "company": "{{company}}", "timezone": "America/Chicago", "datasets": {{datasets}} }""");
        using var answer = await client.PutAsync($"/api/v1/companies/{company}/config/extraction", content);
        await EnsureAsync(answer);
    }

    /// <summary>Uploads a file's text.</summary>
    public async Task UploadAsync(string company, string name, string text, string delivery)
    {
        using var content = new StringContent(text);
        using var answer = await client.PutAsync($"/api/v1/companies/{company}/files/{name}?delivery={delivery}", content);
        await EnsureAsync(answer);
    }

    /// <summary>Uploads every file of a delivery's folder.</summary>
    public async Task UploadAsync(string company, string folder, string delivery)
    {
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            using var content = new StreamContent(File.OpenRead(file));
            using var answer = await client.PutAsync($"/api/v1/companies/{company}/files/{Uri.EscapeDataString(Path.GetFileName(file))}?delivery={delivery}", content);
            await EnsureAsync(answer);
        }
    }

    /// <summary>Posts what must be accepted and gives the answer's body.</summary>
    public async Task<JsonObject> PostAsync(string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        await EnsureAsync(answer);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public async Task<HttpResponseMessage> PostRunAsync(object body, string? key = null, string pipeline = "field-service")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/pipelines/{pipeline}/runs") { Content = JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await client.SendAsync(request);
    }

    public async Task<string> StartRunAsync(string company, string asOf, string? key = null)
    {
        using var answer = await PostRunAsync(new { companies = new[] { company }, asOf }, key);
        await EnsureAsync(answer);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["runId"]!.GetValue<string>();
    }

    /// <summary>Waits for the run's end and gives its details.</summary>
    public async Task<JsonObject> WaitAsync(string runId)
    {
        using var limit = new CancellationTokenSource(RunLimit);
        while (true)
        {
            var run = await GetAsync($"/api/v1/runs/{Uri.EscapeDataString(runId)}");
            if (run["status"]!.GetValue<string>() != "running")
                return run;
            await Task.Delay(200, limit.Token);
        }
    }

    public async Task<JsonObject> GetAsync(string path)
    {
        using var answer = await client.GetAsync(path);
        await EnsureAsync(answer);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>All items of a list, page by page.</summary>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(string path)
    {
        var items = new List<JsonObject>();
        string? cursor = null;
        do
        {
            var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var page = await GetAsync($"{path}{separator}limit=500{(cursor is null ? string.Empty : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            items.AddRange(page["items"]!.AsArray().Select(item => item!.AsObject()));
            cursor = page["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);
        return items;
    }

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static async Task EnsureAsync(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }
}
