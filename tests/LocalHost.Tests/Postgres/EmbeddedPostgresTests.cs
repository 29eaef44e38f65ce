using LocalHost.Postgres;
using Npgsql;

namespace LocalHost.Tests.Postgres;

public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly string _home = Path.Combine(Path.GetTempPath(), "local host " + Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        if (Directory.Exists(_home))
            Directory.Delete(_home, recursive: true);
    }

    [Fact]
    public async Task It_starts_in_an_empty_folder_and_keeps_data_over_a_restart()
    {
        await using (EmbeddedPostgres first = new(Options()))
        {
            await first.StartAsync();
            await ExecuteAsync(first, "create table t as select 42 as n");
        }

        await using EmbeddedPostgres second = new(Options());
        await second.StartAsync();
        (await ExecuteAsync(second, "select n from t")).ShouldBe(42);
    }

    private EmbeddedPostgresOptions Options() => new() { Home = _home };

    internal static async Task<object?> ExecuteAsync(EmbeddedPostgres postgres, string sql)
    {
        await using NpgsqlConnection connection = new(postgres.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
