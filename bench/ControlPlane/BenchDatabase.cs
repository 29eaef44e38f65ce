using System.Globalization;
using DataHound.Bench.Scenarios;
using DataHound.Storage;
using DataHound.Storage.ControlPlane;
using LocalHost.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace DataHound.Bench.ControlPlane;

/// <summary>An embedded Postgres with the control plane's tables, and Storage on it.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly EmbeddedPostgres _server;
    private readonly ServiceProvider _services;

    private BenchDatabase(EmbeddedPostgres server, string home)
    {
        _server = server;
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Postgres"] = server.ConnectionString,
            ["DataHound:Home"] = home,
        }).Build();
        _services = new ServiceCollection().AddLogging().AddDataHoundStorage(settings).BuildServiceProvider();
    }

    public string ConnectionString => _server.ConnectionString;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static async Task<BenchDatabase> StartAsync(ScenarioContext context, string name, CancellationToken cancellationToken)
    {
        var home = context.NewFolder(name);
        var server = new EmbeddedPostgres(new EmbeddedPostgresOptions { Home = Path.Combine(home, "host") });
        await server.StartAsync(cancellationToken);
        var database = new BenchDatabase(server, Path.Combine(home, "data"));
        await database.Get<ControlPlaneMigrator>().MigrateAsync(cancellationToken);
        return database;
    }

    /// <summary>Runs the statements of fill.sql, one by one on one connection.</summary>
    public async Task FillAsync(long runs, long events, string company, CancellationToken cancellationToken)
    {
        await using var stream = typeof(BenchDatabase).Assembly.GetManifestResourceStream("fill.sql")!;
        using var reader = new StreamReader(stream);
        var script = (await reader.ReadToEndAsync(cancellationToken))
            .Replace("{runs}", runs.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{events}", events.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{company}", company, StringComparison.Ordinal);
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        foreach (var statement in script.Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Runs one statement.</summary>
    public async Task RunAsync(string statement, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }
}
