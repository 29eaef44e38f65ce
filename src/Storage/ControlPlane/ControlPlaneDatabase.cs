using Npgsql;

namespace DataHound.Storage.ControlPlane;

/// <summary>The control plane's pool of connections.</summary>
/// <param name="connectionString">Where the database is.</param>
internal sealed class ControlPlaneDatabase(string connectionString) : IAsyncDisposable
{
    private const string ApplicationName = "datahound-storage";

    /// <summary>The pool.</summary>
    public NpgsqlDataSource Source { get; } = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
    {
        ApplicationName = ApplicationName,
        Timezone = "UTC",
    });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
