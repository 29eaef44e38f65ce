using Npgsql;
using TestSupport;

namespace LocalHost.Tests.Engine;

public sealed class PostgresFixtureTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Each_class_has_an_empty_database_of_its_own()
    {
        await using var source = postgres.CreateDataSource();
        await using var command = source.CreateCommand("SELECT count(*) FROM information_schema.schemata WHERE schema_name = 'durable'");

        (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(0L);
    }
}
