using Npgsql;
using Storage.Tests.ControlPlane;
using TestSupport;

namespace Storage.Tests.Faults;

/// <summary>Databases with all tables, copied from one that was migrated once.</summary>
internal sealed class MigratedDatabases(PostgresFixture postgres)
{
    private string? _template;

    /// <summary>Makes one more.</summary>
    public async Task<string> CreateAsync()
    {
        if (_template is null)
        {
            var connectionString = await postgres.CreateDatabaseAsync();
            await (await StorageHouse.OpenAsync(connectionString)).DisposeAsync();
            _template = new NpgsqlConnectionStringBuilder(connectionString).Database;
        }

        var name = $"test_{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {_template}");
        return new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>Removes it again.</summary>
    public Task DropAsync(string connectionString) => ExecuteAsync($"DROP DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
