using Npgsql;

namespace LocalHost.FaultWorker;

/// <summary>What was done outside, noted outside the engine: one row each time.</summary>
public sealed class Ledger(NpgsqlDataSource dataSource)
{
    /// <summary>The effect that lets a sinner off.</summary>
    public const int Pardon = 100;

    /// <summary>Makes the ledger where there is none.</summary>
    public const string Create = "CREATE TABLE IF NOT EXISTS ledger (owner text NOT NULL, effect integer NOT NULL)";

    /// <summary>Notes an effect. The outside world is patient: it is there again when the database is.</summary>
    public async Task NoteAsync(string owner, int effect, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await using var command = dataSource.CreateCommand("INSERT INTO ledger (owner, effect) VALUES ($1, $2)");
                command.Parameters.Add(new NpgsqlParameter { Value = owner });
                command.Parameters.Add(new NpgsqlParameter { Value = effect });
                await command.ExecuteNonQueryAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException) when (attempt < 600)
            {
                await Task.Delay(100, cancellationToken);
            }
        }
    }

    /// <summary>Whether something is true by now; false also when nobody can tell.</summary>
    /// <param name="condition">A query with one boolean and one parameter.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<bool> HoldsAsync(string condition, string parameter, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = dataSource.CreateCommand(condition);
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
            return await command.ExecuteScalarAsync(cancellationToken) is true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
