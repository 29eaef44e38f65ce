using DataHound.Storage.ControlPlane.Model;
using DataHound.Storage.ControlPlane.Sql;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace DataHound.Storage.ControlPlane;

/// <summary>Brings the tables of schema <c>control</c> up to date.</summary>
public sealed class ControlPlaneMigrator
{
    private const long LockKey = 0x0DA7_A40D_0000_0001;
    private readonly NpgsqlDataSource _source;
    private readonly IDbContextFactory<ControlPlaneContext> _contexts;

    internal ControlPlaneMigrator(NpgsqlDataSource source, IDbContextFactory<ControlPlaneContext> contexts)
    {
        _source = source;
        _contexts = contexts;
    }

    /// <summary>Applies the migrations that are missing. Several processes may do so at once: one works, the others wait for it.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await connection.Command("SELECT pg_advisory_lock(@key)", ("key", LockKey)).RunAsync(cancellationToken);
        try
        {
            await connection.Command($"CREATE SCHEMA IF NOT EXISTS {ControlPlaneContext.Schema}").RunAsync(cancellationToken);
            await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
        }
        finally
        {
            await connection.Command("SELECT pg_advisory_unlock(@key)", ("key", LockKey)).RunAsync(CancellationToken.None);
        }
    }
}
