using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Cursors;

/// <summary>Cursors in Postgres.</summary>
internal sealed class PostgresCursors(NpgsqlDataSource database) : ICursors
{
    private const string Select = "SELECT company, source, place_json, run_id, advanced_at FROM control.cursors";

    /// <inheritdoc/>
    public Task<SourceCursor?> FindAsync(string company, string source, CancellationToken cancellationToken) =>
        database.Command($"{Select} WHERE company = @company AND source = @source", ("company", company), ("source", source)).FirstAsync(Read, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SourceCursor>> ListAsync(string company, CancellationToken cancellationToken) =>
        await database.Command($"{Select} WHERE company = @company ORDER BY source COLLATE \"C\"", ("company", company)).ListAsync(Read, cancellationToken);

    private static SourceCursor Read(NpgsqlDataReader reader) => new(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.TextOrNull(3), reader.Instant(4));
}
