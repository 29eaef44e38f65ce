using System.Text.Json.Nodes;
using DataHound.Domain.Quality;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane.Checks;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Reconciling;

/// <summary>Compares a company's records with what they stand for, mends what has one right answer, and reports the rest.</summary>
internal sealed class Reconciler(NpgsqlDataSource source, TimeProvider clock, EventReconciler events, RunDrift runs, ObjectDrift objects, ReconcilingOptions options)
{
    /// <summary>How long reports are kept.</summary>
    public TimeSpan KeepReports => options.KeepReports;

    /// <summary>Reconciles one company.</summary>
    public async Task<CheckOutcome> ReconcileAsync(string company, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var findings = new DriftFindings(options.MaximumFindings);
        var (compared, unchanged) = await events.ReconcileAsync(company, findings, cancellationToken);
        await runs.FindAsync(company, findings, cancellationToken);
        await objects.FindAsync(company, findings, cancellationToken);

        var drift = new DriftRule(options.MaxMissing, findings.Count(DriftKinds.RunWithoutNotice), findings.Count(DriftKinds.GateWithoutNotice));
        var report = new JsonObject { ["healthy"] = !drift.Failed && DriftKinds.All.All(kind => IsTolerated(kind) || findings.Count(kind) == findings.Mended(kind)) };
        foreach (var kind in DriftKinds.All)
            report[kind] = findings.Count(kind);
        report["findings"] = DriftKinds.All.Sum(findings.Count);
        report["mended"] = DriftKinds.All.Sum(findings.Mended);
        report["drift"] = new JsonObject { ["missing"] = drift.Missing, ["max_missing"] = drift.MaxMissing, ["failed"] = drift.Failed };
        report["event_datasets"] = new JsonObject { ["compared"] = compared, ["unchanged"] = unchanged };
        report["acts_in_look_back"] = await ActsAsync(company, cancellationToken);
        report["milliseconds"] = (long)clock.GetElapsedTime(began).TotalMilliseconds;
        return new CheckOutcome(report, findings.Kept);
    }

    /// <summary>What does not make a company unhealthy by itself: orphans are removed in time, and what is untold is judged by the drift rule.</summary>
    private static bool IsTolerated(string kind) => kind is DriftKinds.ObjectOrphan or DriftKinds.RunWithoutNotice or DriftKinds.GateWithoutNotice;

    /// <summary>What reconcilers mended lately, by act, as the audit log has it.</summary>
    private async Task<JsonObject> ActsAsync(string company, CancellationToken cancellationToken)
    {
        var acts = await source.Command(
            "SELECT action, count(*) FROM control.audit_log WHERE company = @company AND action LIKE 'reconcile.%' AND at >= @since GROUP BY action ORDER BY action COLLATE \"C\"",
            ("company", company), ("since", clock.Now() - options.LookBack)).ListAsync(reader => KeyValuePair.Create(reader.GetString(0), (JsonNode?)reader.GetInt64(1)), cancellationToken);
        return new JsonObject(acts);
    }
}
