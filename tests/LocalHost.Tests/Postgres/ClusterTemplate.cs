using System.Diagnostics;
using LocalHost.Functions.Hosting;
using LocalHost.Postgres;

namespace LocalHost.Tests.Postgres;

/// <summary>One cluster, created once and copied for each test: creating it is what takes time.</summary>
public sealed class ClusterTemplate : IAsyncLifetime
{
    private readonly string _root = Path.Combine(Path.GetTempPath(), "local host " + Guid.NewGuid().ToString("N"));
    private int _copies;
    private string? _missing;

    private string Template => Path.Combine(_root, "template");

    public async ValueTask InitializeAsync()
    {
        try
        {
            await using EmbeddedPostgres postgres = new(new EmbeddedPostgresOptions { Home = Template });
            await postgres.StartAsync();
        }
        catch (HostException exception) when (exception.Code == "postgres_binaries_missing")
        {
            _missing = exception.Reason;
        }
    }

    /// <summary>An empty folder that does not exist yet.</summary>
    public string NewHome() => Path.Combine(_root, "home " + Interlocked.Increment(ref _copies));

    /// <summary>A folder with a cluster that does not run.</summary>
    public async Task<string> CopyAsync()
    {
        if (_missing is not null)
            Assert.Skip(_missing);
        string home = NewHome();
        using Process copy = Process.Start("cp", ["-a", Template, home]);
        await copy.WaitForExitAsync();
        copy.ExitCode.ShouldBe(0);
        File.Delete(Path.Combine(home, "postgres", "port"));
        return home;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }
}
