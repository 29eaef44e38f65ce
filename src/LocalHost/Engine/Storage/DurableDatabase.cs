using Npgsql;

namespace LocalHost.Engine.Storage;

/// <summary>The engine's database: its data source, and its schema and task hub once they are there.</summary>
internal sealed class DurableDatabase(NpgsqlDataSource dataSource, string hubName) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private int? _hub;

    public NpgsqlDataSource DataSource { get; } = dataSource;

    public string HubName { get; } = hubName;

    /// <summary>Set by tests that make this process fail.</summary>
    public IFaultInjector? Faults { get; init; }

    /// <summary>Brings the schema up to date on the first call, and gives the task hub's number.</summary>
    public async ValueTask<int> HubAsync(CancellationToken cancellationToken)
    {
        if (_hub is { } known)
        {
            return known;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_hub is null)
            {
                await DurableSchema.MigrateAsync(DataSource, cancellationToken);
                _hub = await DurableSchema.HubAsync(DataSource, HubName, cancellationToken);
            }

            return _hub.Value;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
