using Npgsql;

namespace TestSupport;

/// <summary>A Postgres server for one test that restarts it. It is stopped and removed with the test process, in whatever way that ends.</summary>
public sealed class OwnPostgresServer : IAsyncDisposable
{
    private const string Watch = "folder=\"$1\"; shift; cat >/dev/null; \"$@\" >/dev/null 2>&1; rm -rf \"$folder\"";

    private readonly string _folder;
    private readonly string[] _control;
    private readonly System.Diagnostics.Process _watcher;

    private OwnPostgresServer(string folder, string[] control)
    {
        _folder = folder;
        _control = control;
        _watcher = PostgresTestServer.Start(["/bin/sh", "-c", Watch, "watch", folder, .. control, "-m", "immediate", "stop"]);
        ConnectionString = new NpgsqlConnectionStringBuilder { Host = folder, Username = "tests", Database = "postgres", MaxPoolSize = 30 }.ConnectionString;
    }

    /// <summary>Connects to its database.</summary>
    public string ConnectionString { get; }

    /// <summary>Makes and starts a server.</summary>
    /// <exception cref="PostgresTestServerMissingException">There is no Postgres.</exception>
    public static async Task<OwnPostgresServer> StartAsync()
    {
        var (folder, data, prefix, binaries) = await PostgresTestServer.MakeClusterAsync();
        var server = new OwnPostgresServer(folder, [.. prefix, Path.Combine(binaries, "pg_ctl"), "-D", data, "-w", "-l", Path.Combine(folder, "log")]);
        await PostgresTestServer.RunAsync(
            [.. server._control, "-o", $"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=200 -c shared_buffers=64MB -c jit=off", "start"]);
        return server;
    }

    /// <summary>Restarts it: <c>fast</c> ends every session, <c>immediate</c> is a crash.</summary>
    public Task RestartAsync(string mode) => PostgresTestServer.RunAsync([.. _control, "-m", mode, "-t", "120", "restart"]);

    public async ValueTask DisposeAsync()
    {
        _watcher.StandardInput.Close();
        await _watcher.WaitForExitAsync();
        _watcher.Dispose();
        if (Directory.Exists(_folder))
        {
            throw new InvalidOperationException("The server's folder could not be removed.");
        }
    }
}
