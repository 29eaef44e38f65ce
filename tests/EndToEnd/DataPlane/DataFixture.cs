using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DataHound.EndToEnd.App;

namespace DataHound.EndToEnd.DataPlane;

/// <summary>One app whose garbage collection has no patience, for the tests of versions; each test uses a company of its own.</summary>
public sealed class DataFixture : IAsyncLifetime
{
    private static readonly TimeSpan CheckLimit = TimeSpan.FromMinutes(3);
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["DataHound__Retention__KeepVersions"] = "1",
        ["DataHound__Retention__KeepDays"] = "0",
        ["DataHound__Retention__KeepLineage"] = "None",
        ["DataHound__Retention__Grace"] = "00:00:00",
        ["DataHound__Retention__DeleteDelay"] = "00:00:00",
        ["ReconcileInstancesSchedule"] = "*/3 * * * * *",
    };

    private AppProcess _app = null!;

    public ApiDriver Api { get; private set; } = null!;

    public HttpClient Client => _app.Client;

    /// <summary>The folder that holds the objects.</summary>
    public string Objects => Path.Combine(_app.Home, "data", "objects");

    public ValueTask InitializeAsync() => StartAsync(AppProcess.NewHome());

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_app.Home, recursive: true);
    }

    /// <summary>Ends the app at once and without warning, its Postgres too, and starts it again.</summary>
    public async Task KillAndStartAsync()
    {
        await _app.KillTreeAsync();
        await _app.DisposeAsync();
        await StartAsync(_app.Home);
    }

    /// <summary>Adds a company that reads jobs and customers, with what else its datasets shall say, and gives its slug.</summary>
    public Task<string> AddCompanyAsync(string jobs = "") => Api.AddCompanyAsync($$"""
        {
          "jobs": { "file_patterns": ["job*"], "key": "job_id", "required": ["created_date"], "date_formats": ["%m/%d/%Y"]{{jobs}} },
          "customers": { "file_patterns": ["customer*"], "key": "customer_id" }
        }
        """);

    /// <summary>Uploads a file and runs the pipeline to its end.</summary>
    public async Task<JsonObject> DeliverAsync(string company, string name, string text, int day)
    {
        await Api.UploadAsync(company, name, text, $"day{day}");
        return await Api.WaitAsync(await Api.StartRunAsync(company, $"2015-06-{day:D2}T20:00:00-05:00"));
    }

    /// <summary>Runs a check to its end and gives the company's report with the check's address.</summary>
    public async Task<(JsonObject Report, string Self)> CheckAsync(string kind, string company, bool dryRun = false)
    {
        var self = await StartCheckAsync(kind, company, dryRun);
        return (await EndAsync(self, company), self);
    }

    /// <summary>Starts a check and gives its address.</summary>
    public async Task<string> StartCheckAsync(string kind, string company, bool dryRun = false)
    {
        using var answer = await Client.PostAsJsonAsync($"/api/v1/checks/{kind}", new { companies = new[] { company }, dryRun });
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonNode.Parse(text)!["links"]!["self"]!.GetValue<string>();
    }

    /// <summary>Waits for a check's end and gives the company's report.</summary>
    public async Task<JsonObject> EndAsync(string self, string company) => (await WaitForCheckAsync(self))["reports"]![company]!.AsObject();

    /// <summary>Waits until the check at an address has ended well.</summary>
    public async Task<JsonObject> WaitForCheckAsync(string self)
    {
        using var limit = new CancellationTokenSource(CheckLimit);
        while (true)
        {
            var check = await Api.GetAsync(self);
            if (check["status"]!.GetValue<string>() != "running")
            {
                check["status"]!.GetValue<string>().ShouldBe("success", check.ToJsonString());
                return check;
            }

            await Task.Delay(200, limit.Token);
        }
    }

    private async ValueTask StartAsync(string home)
    {
        _app = await AppProcess.StartAsync(home, settings: Settings);
        Api = new ApiDriver(_app.Client);
    }
}
