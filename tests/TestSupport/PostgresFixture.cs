using Npgsql;
using Xunit;

namespace TestSupport;

/// <summary>
/// A fresh, empty database for one test class (<c>IClassFixture&lt;PostgresFixture&gt;</c>). The server is the one
/// DATAHOUND_TEST_POSTGRES names (a connection string with the right to create databases), else a private one that lives as
/// long as the test process. Where neither is to be had, the tests that ask for the connection string are skipped.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly string _database = $"test_{Guid.NewGuid():N}";
    private string? _server;
    private string? _connectionString;
    private string? _missing;

    /// <summary>Connects to the fresh database. Skips the test when there is no Postgres.</summary>
    public string ConnectionString =>
        _connectionString ?? throw new InvalidOperationException($"$XunitDynamicSkip${_missing ?? "The database fixture was not initialised."}");

    /// <summary>Makes another data source for the fresh database; the caller disposes it.</summary>
    public NpgsqlDataSource CreateDataSource() => NpgsqlDataSource.Create(ConnectionString);

    /// <summary>Makes one more fresh database on the same server, dropped with the server.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        _ = ConnectionString;
        return await CreateDatabaseAsync($"test_{Guid.NewGuid():N}");
    }

    public async ValueTask InitializeAsync()
    {
        try
        {
            _server = Environment.GetEnvironmentVariable("DATAHOUND_TEST_POSTGRES") is { Length: > 0 } given
                ? given
                : await PostgresTestServer.ConnectionStringAsync();
        }
        catch (PostgresTestServerMissingException missing)
        {
            _missing = missing.Message;
            return;
        }

        _connectionString = await CreateDatabaseAsync(_database);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connectionString is null)
        {
            return;
        }

        await using (var pool = new NpgsqlConnection(_connectionString))
        {
            NpgsqlConnection.ClearPool(pool);
        }

        await ExecuteAsync($"DROP DATABASE IF EXISTS {_database} WITH (FORCE)");
    }

    private async Task<string> CreateDatabaseAsync(string name)
    {
        await ExecuteAsync($"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(_server) { Database = name, MaxPoolSize = 30 }.ConnectionString;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
