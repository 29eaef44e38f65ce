using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>What a commit notes about differences between received files and their dataset's schema.</summary>
internal static class DriftMarks
{
    /// <summary>Records them; a unit is named as its dataset.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, StageDraft draft, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var drift = draft.Results.SelectMany(result => result.Drift.Select(found => (Dataset: result.Unit, Found: found))).ToList();
        if (drift.Count == 0)
            return;
        await connection.Command(
            """
            INSERT INTO control.schema_drift (run_id, company, dataset_name, source_file, column_name, kind, action, rows, recorded_at)
            SELECT @run, @company, n.dataset_name, n.source_file, n.column_name, n.kind, n.action, n.rows, @now
            FROM unnest(@datasets, @files, @columns, @kinds, @actions, @rows) AS n (dataset_name, source_file, column_name, kind, action, rows)
            ON CONFLICT DO NOTHING
            """,
            ("run", draft.Stage.RunId), ("company", draft.Stage.Company), ("now", now), ("datasets", drift.ConvertAll(item => item.Dataset).ToArray()),
            ("files", drift.ConvertAll(item => item.Found.SourceFile).ToArray()), ("columns", drift.ConvertAll(item => item.Found.Column).ToArray()),
            ("kinds", drift.ConvertAll(item => item.Found.Kind.Word()).ToArray()), ("actions", drift.ConvertAll(item => item.Found.Action.Word()).ToArray()),
            ("rows", drift.ConvertAll(item => item.Found.Rows).ToArray())).RunAsync(cancellationToken);
    }
}
