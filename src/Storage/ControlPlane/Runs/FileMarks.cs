using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>What a commit notes about received files.</summary>
internal static class FileMarks
{
    /// <summary>Writes the findings of ingest and marks the files whose rows are prepared.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, StageDraft draft, CancellationToken cancellationToken)
    {
        var findings = draft.Results.SelectMany(result => result.Files).ToList();
        if (findings.Count > 0)
        {
            var found = await connection.Command(
                """
                UPDATE control.received_files f
                SET status = n.status, dataset_name = n.dataset_name, same_as = n.same_as, reason = n.reason, found_by_run_id = @run
                FROM unnest(@ids, @statuses, @datasets, @sameAs, @reasons) AS n (id, status, dataset_name, same_as, reason)
                WHERE f.id = n.id AND f.company = @company AND f.status IS NULL
                """,
                ("run", draft.Stage.RunId), ("company", draft.Stage.Company), ("ids", findings.ConvertAll(finding => finding.FileId).ToArray()),
                ("statuses", findings.ConvertAll(finding => finding.Status.Word()).ToArray()), ("datasets", findings.ConvertAll(finding => finding.Dataset).ToArray()),
                ("sameAs", findings.ConvertAll(finding => finding.SameAs).ToArray()), ("reasons", findings.ConvertAll(finding => finding.Reason).ToArray())).RunAsync(cancellationToken);
            if (found != findings.Count)
                throw StageErrors.Conflict(draft.Stage, "a file was looked at already");
        }

        Guid[] prepared = [.. draft.Results.SelectMany(result => result.PreparedFiles).Distinct()];
        if (prepared.Length == 0)
            return;
        var marked = await connection.Command(
            "UPDATE control.received_files SET prepared_by_run_id = @run WHERE id = ANY (@ids) AND company = @company AND status = 'ok' AND prepared_by_run_id IS NULL",
            ("run", draft.Stage.RunId), ("ids", prepared), ("company", draft.Stage.Company)).RunAsync(cancellationToken);
        if (marked != prepared.Length)
            throw StageErrors.Conflict(draft.Stage, "a file's rows were prepared already");
    }
}
