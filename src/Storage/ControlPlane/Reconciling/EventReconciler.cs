using System.Globalization;
using System.Text.Json.Nodes;
using DataHound.Domain.Events;
using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Events;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Catalog;
using DataHound.Storage.DataPlane.Checks;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Reconciling;

/// <summary>
/// Compares the event index with the current version of each event dataset, which is the truth, and mends the index: events that are missing or differ are taken over, active
/// ones that the dataset does not know are resolved. Rows that are resolved or archived are history and stay. What was found in order before, and nothing touched since, is not read.
/// </summary>
internal sealed class EventReconciler(NpgsqlDataSource source, TimeProvider clock, IObjectStore objects, IEventRowSource rows, ReconcilingOptions options)
{
    private const string Reason = "no_master_event";
    private static readonly Initiator Reconciler = new("reconciler");

    /// <summary>Compares and mends one company's events, type by type.</summary>
    /// <returns>How many event datasets were read and compared, and how many had been found in order before.</returns>
    public async Task<(int Compared, int Unchanged)> ReconcileAsync(string company, DriftFindings findings, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var (compared, unchanged) = (0, 0);
        foreach (var type in EventTypes.All)
        {
            if (await VersionReader.FindCurrentAsync(connection, company, type.Dataset, cancellationToken) is not { } version)
                continue;
            if (await ReconciledEvents.AgreeAsync(connection, version, type, await ReconciledEvents.DigestAsync(connection, company, type, cancellationToken), cancellationToken))
            {
                unchanged++;
                continue;
            }

            // A flipped bit may well be readable: the index must not follow what nobody published.
            if (await FindDamagedAsync(version, cancellationToken) is { } damaged)
            {
                findings.Add(DriftKinds.EventDatasetDamaged, damaged.Path, new JsonObject { ["event_type"] = type.Name, ["dataset"] = version.Dataset, ["version"] = version.VersionTag }, version.Id);
                continue;
            }

            await ReconcileAsync(connection, type, version, findings, cancellationToken);
            compared++;
        }

        return (compared, unchanged);
    }

    private async Task ReconcileAsync(NpgsqlConnection connection, EventType type, DatasetVersion version, DriftFindings findings, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await EventIndexWriter.StageAsync(connection, version.Company, rows.ReadAllAsync(version.Files, cancellationToken), cancellationToken);
        await connection.LockAsync($"publish:{version.Company}", cancellationToken);
        if ((await VersionReader.FindCurrentAsync(connection, version.Company, type.Dataset, cancellationToken))?.Id != version.Id)
            return;

        var now = clock.Now();
        var digest = await ReconciledEvents.DigestAsync(connection, version.Company, type, cancellationToken);
        var gone = await MissingEvents.ResolveAsync(
            connection, version.Company, type.Name, "SELECT event_id FROM incoming_events", [], Reason, version.ProducedByRunId, now, cancellationToken);
        await connection.Command(
            """
            DELETE FROM incoming_events n USING control.events_index i
            WHERE i.event_id = n.event_id AND i.company = n.company AND i.status = n.status AND i.severity = n.severity
            """).RunAsync(cancellationToken);
        var (added, changed) = (await WaitingAsync(connection, known: false, cancellationToken), await WaitingAsync(connection, known: true, cancellationToken));
        if (added.Count + changed.Count + gone.Count == 0)
        {
            await ReconciledEvents.NoteAsync(connection, version, type, digest, now, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return;
        }

        if (added.Count + changed.Count > 0)
            await EventIndexWriter.ApplyAsync(connection, version.ProducedByRunId, now, cancellationToken);
        var act = new AuditAct
        {
            Company = version.Company,
            Action = "reconcile.events",
            Subject = $"events:{type.Name}",
            After = string.Create(CultureInfo.InvariantCulture, $"{added.Count} added, {changed.Count} changed, {gone.Count} resolved"),
            By = Reconciler with { Reason = $"the index did not agree with {version.Dataset} {version.VersionTag}" },
        };
        await AuditWriter.AppendAsync(connection, act, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Add(findings, DriftKinds.EventWithoutIndexRow, type, version, added);
        Add(findings, DriftKinds.IndexRowDiffers, type, version, changed);
        Add(findings, DriftKinds.IndexRowWithoutEvent, type, version, gone);
    }

    /// <summary>The rows that still wait to be taken over: those that the index knows, or those that it lacks.</summary>
    private static async Task<List<string>> WaitingAsync(NpgsqlConnection connection, bool known, CancellationToken cancellationToken) => await connection.Command(
        "SELECT DISTINCT n.event_id FROM incoming_events n LEFT JOIN control.events_index i ON i.event_id = n.event_id AND i.company = n.company WHERE (i.event_id IS NOT NULL) = @known ORDER BY 1",
        ("known", known)).ListAsync(reader => reader.GetString(0), cancellationToken);

    private async Task<ManifestFile?> FindDamagedAsync(DatasetVersion version, CancellationToken cancellationToken)
    {
        foreach (var file in version.Files)
        {
            if (!await PublishedFile.IsWholeAsync(objects, file, cancellationToken))
                return file;
        }

        return null;
    }

    private void Add(DriftFindings findings, string kind, EventType type, DatasetVersion version, List<string> events) => findings.Add(
        kind,
        events.Count,
        mended: true,
        events.Take(options.MaximumFindings).Select(id => new CheckFinding
        {
            Kind = kind,
            Path = $"event:{id}",
            VersionId = version.Id,
            Detail = new JsonObject { ["event_type"] = type.Name, ["dataset"] = version.Dataset, ["version"] = version.VersionTag, ["mended"] = true },
        }));
}
