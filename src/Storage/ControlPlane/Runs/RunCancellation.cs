using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>Notes that runs shall stop.</summary>
internal static class RunCancellation
{
    /// <summary>Notes it for those that are active and were not asked before, in the caller's transaction.</summary>
    /// <returns>What the audit log shall say of it; the caller appends it last.</returns>
    public static async Task<List<AuditAct>> RequestAsync(NpgsqlConnection connection, IReadOnlyCollection<string> runs, Initiator by, DateTimeOffset now, CancellationToken cancellationToken) =>
        runs.Count == 0
            ? []
            : await connection.Command(
                """
                WITH noted AS (
                    UPDATE control.run_details SET cancel_requested_at = @now WHERE run_id = ANY (@runs) AND status = 'running' AND cancel_requested_at IS NULL RETURNING run_id)
                SELECT c.run_id, c.company FROM control.run_companies c JOIN noted USING (run_id) ORDER BY c.run_id COLLATE "C", c.company COLLATE "C"
                """,
                ("now", now), ("runs", runs.ToArray())).ListAsync(
                    reader => new AuditAct { Company = reader.GetString(1), Action = "run.cancel", Subject = RunNames.Subject(reader.GetString(0)), By = by }, cancellationToken);
}
