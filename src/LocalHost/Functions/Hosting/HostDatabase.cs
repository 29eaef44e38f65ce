using LocalHost.Postgres;
using Npgsql;

namespace LocalHost.Functions.Hosting;

/// <summary>The host's own connections to its database, apart from the app's.</summary>
internal sealed class HostDatabase(string connectionString, EmbeddedPostgres? embedded) : IAsyncDisposable
{
    public NpgsqlDataSource Source { get; } = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "localhost" });

    /// <summary>Whether this host runs the server itself.</summary>
    public bool IsEmbedded => embedded is not null;

    /// <summary>Says clearly when a configured server cannot be used.</summary>
    /// <exception cref="HostException">The server does not answer or does not let us in.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using NpgsqlConnection connection = await Source.OpenConnectionAsync(cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            string reason = exception is PostgresException refused ? $"The Postgres server refuses the connection ({refused.SqlState})." : "The Postgres server does not answer.";
            throw new HostException(
                "postgres_unreachable", reason, "Check ConnectionStrings:Postgres and that the server runs; or remove the setting to use an embedded server.", exception);
        }
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
