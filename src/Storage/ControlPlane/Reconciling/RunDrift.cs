using System.Text.Json.Nodes;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Reconciling;

/// <summary>Finds runs, notices and gates whose records have come apart. Runs are mended elsewhere, every few seconds; what is found here outlived that.</summary>
internal sealed class RunDrift(NpgsqlDataSource source, TimeProvider clock, ReconcilingOptions options)
{
    private const string Active =
        """
        SELECT CASE WHEN d.instance_started_at IS NULL THEN 'run_without_instance' ELSE 'run_stuck' END, 'run:' || d.run_id, d.heartbeat_at
        FROM control.run_details d JOIN control.run_companies c ON c.run_id = d.run_id
        WHERE c.company = @company AND d.status = 'running' AND d.heartbeat_at < @old ORDER BY d.run_id LIMIT @limit
        """;

    private const string Apart =
        """
        SELECT 'run_state_differs', 'run:' || d.run_id, p.started_at
        FROM control.run_companies c JOIN control.run_details d ON d.run_id = c.run_id JOIN control.pipeline_runs p ON p.id = d.id
        WHERE c.company = @company AND c.started_at >= @since AND (
            (c.status = 'running' AND d.status <> 'running') OR (d.status = 'running') <> (p.status = 'running')
            OR EXISTS (SELECT FROM control.run_stages s WHERE s.run_id = c.run_id AND s.company = c.company AND s.status = 'running' AND c.status <> 'running'))
        ORDER BY d.run_id LIMIT @limit
        """;

    private const string Unrouted =
        """
        SELECT 'notice_unrouted', 'notice:' || n.id, n.created_at FROM control.notices n
        WHERE n.company = @company AND n.routed_at IS NULL AND n.created_at < @old ORDER BY n.sequence LIMIT @limit
        """;

    private const string Undelivered =
        """
        SELECT 'notice_undelivered', 'notification:' || n.notification_id, n.created_at
        FROM control.notification_deliveries n JOIN control.notices o ON o.id = n.notice_id
        WHERE o.company = @company AND n.state = 'pending' AND n.next_attempt_at < @old ORDER BY n.created_at LIMIT @limit
        """;

    private const string RunsUntold =
        """
        SELECT 'run_without_notice', 'run:' || c.run_id, c.finished_at FROM control.run_companies c
        WHERE c.company = @company AND c.finished_at BETWEEN @since AND @old
            AND NOT EXISTS (SELECT FROM control.notices n WHERE n.notice_key = 'run_ended:' || c.run_id || ':' || c.company) ORDER BY c.finished_at LIMIT @limit
        """;

    private const string GatesUntold =
        """
        SELECT 'gate_without_notice', 'gate:' || g.id, g.updated_at FROM control.review_gates g JOIN control.review_gate_details d ON d.gate_id = g.id
        WHERE g.ready AND d.company = @company AND g.updated_at BETWEEN @since AND @old
            AND g.task_id NOT IN (SELECT n.task_id FROM control.notices n WHERE n.kind LIKE 'gate\_%' AND n.created_at >= @since) ORDER BY g.updated_at LIMIT @limit
        """;

    private const string GatesUndelivered =
        """
        SELECT 'gate_undelivered', 'gate:' || g.gate_id, g.decided_at FROM control.review_gate_details g JOIN control.run_details d ON d.run_id = g.run_id
        WHERE g.company = @company AND d.status = 'running' AND g.delivered_at IS NULL AND g.decided_at < @old ORDER BY g.decided_at LIMIT @limit
        """;

    /// <summary>Looks at one company.</summary>
    public async Task FindAsync(string company, DriftFindings findings, CancellationToken cancellationToken)
    {
        foreach (var query in (string[])[Active, Apart, Unrouted, Undelivered, RunsUntold, GatesUntold, GatesUndelivered])
        {
            var now = clock.Now();
            var found = await source.Command(
                query, ("company", company), ("old", now - options.Grace), ("since", now - options.LookBack), ("limit", options.MaximumFindings)).ListAsync(
                    reader => (Kind: reader.GetString(0), Subject: reader.GetString(1), Since: reader.Instant(2)), cancellationToken);
            foreach (var (kind, subject, since) in found)
                findings.Add(kind, subject, new JsonObject { ["since"] = since.ToString("O", System.Globalization.CultureInfo.InvariantCulture) });
        }
    }
}
