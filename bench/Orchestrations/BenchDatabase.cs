using Microsoft.Extensions.Configuration;
using Npgsql;

namespace DataHound.Bench.Orchestrations;

/// <summary>The served app's own Postgres, past the engine: for filling its queue by hand and for measuring the server alone.</summary>
public sealed class BenchDatabase(IConfiguration configuration) : IAsyncDisposable
{
    /// <summary>Connections to the server.</summary>
    public NpgsqlDataSource Source { get; } = NpgsqlDataSource.Create(configuration.GetConnectionString("Postgres")!);

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
