using System.Reflection;
using Npgsql;

namespace LocalHost.Engine.Storage;

/// <summary>Brings the schema <c>durable</c> up to date: plain SQL files, each applied once, in one transaction.</summary>
internal static class DurableSchema
{
    // Any number that nobody else locks: "durable" on a telephone keypad.
    private const long LockKey = 3872253;
    private const string Folder = "LocalHost.Engine.Storage.Migrations.";

    /// <summary>Applies what is missing. Safe when several processes start at once: one works, the others wait for it.</summary>
    public static async Task MigrateAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);
        await ExecuteAsync(
            connection,
            """
            SET LOCAL client_min_messages = warning;
            CREATE SCHEMA IF NOT EXISTS durable;
            CREATE TABLE IF NOT EXISTS durable.migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())
            """,
            cancellationToken);
        var applied = await AppliedAsync(connection, cancellationToken);
        foreach (var (name, sql) in Migrations().Where(migration => !applied.Contains(migration.Name)))
        {
            await ExecuteAsync(connection, sql, cancellationToken);
            await using var record = new NpgsqlCommand("INSERT INTO durable.migrations (name) VALUES ($1)", connection);
            record.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
            await record.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The number of a task hub, made on first use.</summary>
    public static async Task<int> HubAsync(NpgsqlDataSource dataSource, string name, CancellationToken cancellationToken)
    {
        await using var insert = dataSource.CreateCommand("INSERT INTO durable.hubs (name) SELECT $1 WHERE NOT EXISTS (SELECT FROM durable.hubs WHERE name = $1) ON CONFLICT DO NOTHING");
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        await insert.ExecuteNonQueryAsync(cancellationToken);
        await using var select = dataSource.CreateCommand("SELECT hub_id FROM durable.hubs WHERE name = $1");
        select.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        return (int)(await select.ExecuteScalarAsync(cancellationToken) ?? throw new InvalidOperationException("The task hub was removed while it was opened."));
    }

    private static IEnumerable<(string Name, string Sql)> Migrations()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"The migration {resource} is missing.");
            using var reader = new StreamReader(stream);
            yield return (resource[Folder.Length..], reader.ReadToEnd());
        }
    }

    private static async Task<HashSet<string>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT name FROM durable.migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
