using DataHound.Domain.Preparation;
using DataHound.Storage.ControlPlane;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.DataPlane.Schemas;

/// <summary>Recorded differences in Postgres.</summary>
internal sealed class PostgresSchemaDriftLog(NpgsqlDataSource source) : ISchemaDriftLog
{
    /// <inheritdoc/>
    public async Task<Page<RecordedDrift>> ListAsync(string company, string? dataset, string? runId, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var after = NumberCursor.Parse(cursor);
        var rows = await source.Command(
            """
            SELECT id, run_id, dataset_name, source_file, column_name, kind, action, rows, recorded_at FROM control.schema_drift
            WHERE company = @company AND (@dataset::text IS NULL OR dataset_name = @dataset) AND (@run::text IS NULL OR run_id = @run) AND (@after::bigint IS NULL OR id < @after)
            ORDER BY id DESC LIMIT @limit
            """,
            ("company", company), ("dataset", dataset), ("run", runId), ("after", after), ("limit", limit + 1)).ListAsync(
                reader => (Id: reader.GetInt64(0), Item: new RecordedDrift(
                    reader.GetString(1),
                    reader.GetString(2),
                    new SchemaDrift
                    {
                        SourceFile = reader.GetString(3),
                        Column = reader.GetString(4),
                        Kind = EnumWords.Parse<DriftKind>(reader.GetString(5)),
                        Action = EnumWords.Parse<ContractAction>(reader.GetString(6)),
                        Rows = reader.GetInt64(7),
                    },
                    reader.Instant(8))),
                cancellationToken);
        var page = PageCursor.Cut(rows, limit, row => NumberCursor.Of(row.Id));
        return new Page<RecordedDrift>([.. page.Items.Select(row => row.Item)], page.NextCursor);
    }
}
