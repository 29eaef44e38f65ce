using System.Text.Json.Nodes;
using DataHound.EndToEnd.App;

namespace DataHound.EndToEnd.Faults;

/// <summary>An app that a test kills and starts again on the same home and database.</summary>
public sealed class KilledApp : IAsyncDisposable
{
    private readonly string _home = AppProcess.NewHome();
    private readonly string _connectionString;
    private AppProcess? _app;

    private KilledApp(string connectionString) => _connectionString = connectionString;

    /// <summary>The app that runs now.</summary>
    public ApiDriver Api { get; private set; } = null!;

    /// <summary>Starts an app on a database that outlives it.</summary>
    public static async Task<KilledApp> StartAsync(PostgresFixture postgres)
    {
        var app = new KilledApp(await postgres.CreateDatabaseAsync());
        await app.StartAgainAsync();
        return app;
    }

    /// <summary>Starts it again.</summary>
    public async Task StartAgainAsync()
    {
        _app = await AppProcess.StartAsync(_home, settings: new Dictionary<string, string>(StringComparer.Ordinal) { ["ConnectionStrings__Postgres"] = _connectionString });
        Api = new ApiDriver(_app.Client);
    }

    /// <summary>Ends it at once and without warning.</summary>
    public async Task KillAsync()
    {
        await _app!.KillTreeAsync();
        await _app.DisposeAsync();
    }

    /// <summary>Takes a lock in its database.</summary>
    public Task<Halt> HaltAsync(string statement) => Halt.OfAsync(_connectionString, statement);

    /// <summary>Waits until what an address gives fulfils a condition, and gives it.</summary>
    public async Task<JsonObject> UntilAsync(string path, Func<JsonObject, bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        while (true)
        {
            var state = await Api.GetAsync(path);
            if (holds(state))
                return state;
            await Task.Delay(100, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }
}
