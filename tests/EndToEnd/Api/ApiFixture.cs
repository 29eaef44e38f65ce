using DataHound.EndToEnd.App;

namespace DataHound.EndToEnd.Api;

/// <summary>One app for the tests of the HTTP API; each test uses a company or a file name of its own.</summary>
public sealed class ApiFixture : IAsyncLifetime
{
    /// <summary>The secret with which tests sign GitHub's webhooks.</summary>
    public const string GitHubSecret = "shared-with-github";

    private AppProcess _app = null!;

    public ApiDriver Api { get; private set; } = null!;

    public HttpClient Client => _app.Client;

    public async ValueTask InitializeAsync()
    {
        _app = await AppProcess.StartAsync(AppProcess.NewHome(), settings: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DataHound__Ingestion__UploadLimitBytes"] = "12000000",
            ["RunDueTasksSchedule"] = "* * * * * *",
            ["DATAHOUND_SECRET_E2E_GITHUB"] = GitHubSecret,
        });
        Api = new ApiDriver(_app.Client);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_app.Home, recursive: true);
    }

    /// <summary>Adds a company that reads jobs and calls, and gives its slug.</summary>
    public Task<string> AddCompanyAsync() => Api.AddCompanyAsync("""
        {
          "jobs": { "file_patterns": ["job*"], "key": "job_id", "required": ["created_date"], "date_formats": ["%m/%d/%Y"] },
          "calls": { "file_patterns": ["call*"], "key": "call_id", "required": ["call_date"] },
          "customers": { "file_patterns": ["customer*"], "key": "customer_id" }
        }
        """);
}
