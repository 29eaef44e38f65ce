using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LocalHost.Functions.Hosting;
using LocalHost.SampleApp;
using LocalHost.Tests.Engine;
using Microsoft.Extensions.DependencyInjection;
using TestSupport;

namespace LocalHost.Tests.Functions;

/// <summary>Runs the samples of the README over HTTP.</summary>
public sealed class SampleTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private InProcessHost _host = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await InProcessHost.StartAsync(new InProcessHostOptions
        {
            Assemblies = [typeof(Clock).Assembly],
            ConnectionString = await postgres.CreateDatabaseAsync(),
            Settings = new Dictionary<string, string?> { ["HeartbeatSchedule"] = "0 0 0 1 1 *" },
            Configure = builder => builder.Services.AddSingleton<Clock>(),
        });
        _client = _host.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Words_are_counted_side_by_side()
    {
        JsonElement links = await PostAsync("api/word-counts", new[] { "one", "two words", "", "and three more" });
        (await EndAsync(links)).GetProperty("output").GetInt32().ShouldBe(6);
    }

    [Theory]
    [InlineData("approve", "paid out")]
    [InlineData("reject", "rejected")]
    public async Task An_expense_is_decided_by_a_person(string decision, string outcome)
    {
        JsonElement links = await PostAsync("api/expenses", new { purpose = "a desk", amount = 120.5 });
        string address = $"api/expenses/{links.GetProperty("id").GetString()}/{decision}";
        (await _client.PostAsync(address, content: null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await EndAsync(links)).GetProperty("output").GetString().ShouldBe(outcome);
        (await _client.PostAsync(address, content: null)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task An_expense_nobody_decides_on_expires()
    {
        JsonElement links = await PostAsync("api/expenses", new { purpose = "a desk", amount = 120.5, decideWithinSeconds = 0.1 });
        (await EndAsync(links)).GetProperty("output").GetString().ShouldBe("expired");
    }

    [Fact]
    public async Task A_folder_is_watched_round_after_round()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        var watch = new { folder = folder.FullName, everySeconds = 0.1 };
        JsonElement links = await PostAsync("api/monitors/inbox", watch);
        (await _client.PostAsJsonAsync("api/monitors/inbox", watch)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await Until.ReachedAsync(() => StatusAsync(links), status => Rounds(status) >= 3);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "stop"), "");
        JsonElement end = await EndAsync(links);
        end.GetProperty("output").GetInt32().ShouldBe(1);
        end.GetProperty("customStatus").GetProperty("rounds").GetInt32().ShouldBeGreaterThan(2);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_beat_is_set_off_by_hand_and_told()
    {
        (await _client.PostAsync("admin/functions/Beat", content: null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        JsonElement[] beats = await Until.ReachedAsync(async () => (await _client.GetFromJsonAsync<JsonElement[]>("api/beats"))!, seen => seen.Length > 0);
        beats[0].GetProperty("isPastDue").GetBoolean().ShouldBeFalse();
    }

    private static int Rounds(JsonElement status) =>
        status.GetProperty("customStatus") is { ValueKind: JsonValueKind.Object } custom ? custom.GetProperty("rounds").GetInt32() : 0;

    private async Task<JsonElement> PostAsync(string address, object body)
    {
        using HttpResponseMessage response = await _client.PostAsJsonAsync(address, body);
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task<JsonElement> StatusAsync(JsonElement links) => _client.GetFromJsonAsync<JsonElement>(links.GetProperty("statusQueryGetUri").GetString());

    private Task<JsonElement> EndAsync(JsonElement links) =>
        Until.ReachedAsync(() => StatusAsync(links), status => status.GetProperty("runtimeStatus").GetString() is not ("Pending" or "Running"));
}
