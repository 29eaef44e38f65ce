using System.Text.Json.Nodes;
using DataHound.Domain.Observability;
using DataHound.Domain.Quality;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Leases;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane.Checks;
using Npgsql;

namespace DataHound.Storage.DataPlane.Retention;

/// <summary>
/// Removes what nothing keeps, in steps that are each safe to stop after: mark a version; when its grace is over, make it unreadable and condemn its objects in one
/// transaction; when the delay is over, delete the objects, then forget them. What a killed collection left undone the next one does.
/// </summary>
internal sealed class GarbageCollector(NpgsqlDataSource source, TimeProvider clock, IObjectStore objects, ILeases leases, RetentionOptions options)
{
    private const int BatchSize = 200;
    private const int DeletesAtOnce = 8;
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(10);

    /// <summary>Collects a company's garbage; only one collection of a company works at a time, another one does nothing.</summary>
    /// <param name="company">The company's slug.</param>
    /// <param name="holder">Who collects; the same holder may go on after a crash.</param>
    /// <param name="dryRun">Only say what would be done.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    public async Task<CheckOutcome> CollectAsync(string company, string holder, bool dryRun, CancellationToken cancellationToken)
    {
        var (counts, findings) = (new CollectionCounts(), new List<CheckFinding>());
        var name = $"collect:{company}";
        if (await leases.AcquireAsync(name, holder, LeaseTime, cancellationToken) is not { } lease)
            return new CheckOutcome(counts.ToReport(dryRun, skipped: true), []);
        try
        {
            var now = clock.Now();
            await RetireAsync(company, holder, now, dryRun, counts, findings, cancellationToken);
            await FindOrphansAsync(company, now, dryRun, counts, findings, cancellationToken);
            if (!dryRun)
                await DeleteAsync(company, now, token => leases.AcquireAsync(name, holder, LeaseTime, token), counts, findings, cancellationToken);
            return new CheckOutcome(counts.ToReport(dryRun), findings);
        }
        finally
        {
            await leases.ReleaseAsync(lease, CancellationToken.None);
        }
    }

    private async Task RetireAsync(
        string company, string holder, DateTimeOffset now, bool dryRun, CollectionCounts counts, List<CheckFinding> findings, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.LockAsync($"publish:{company}", cancellationToken);
        var register = new RetentionRegister(connection, company);
        var (versions, activeSince) = await register.ReadAsync(cancellationToken);
        var removable = RetentionRules.Removable(versions, options.Policy, now, activeSince);
        counts.Versions = versions.Count;
        counts.Removable = removable.Count;
        counts.Marked = await register.MarkAsync(removable, now, cancellationToken);
        var ripe = await register.RipeAsync(removable, now - options.Grace, cancellationToken);
        counts.Removed = ripe.Count;
        var removed = ripe.ToHashSet();
        foreach (var version in versions.Where(version => removable.Contains(version.Id)).OrderBy(version => version.Dataset, StringComparer.Ordinal).ThenBy(version => version.Sequence))
            findings.Add(Finding(removed.Contains(version.Id) ? "version_removed" : "version_marked", version));
        if (dryRun)
            return;
        await register.RemoveAsync(ripe, now, cancellationToken);
        if (ripe.Count > 0)
        {
            var act = new AuditAct { Company = company, Action = "versions.remove", Subject = $"check:{holder}", After = FormattableString.Invariant($"{ripe.Count} versions"), By = new Initiator("retention") };
            await AuditWriter.AppendAsync(connection, act, now, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private async Task FindOrphansAsync(string company, DateTimeOffset now, bool dryRun, CollectionCounts counts, List<CheckFinding> findings, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var register = new RetentionRegister(connection, company);
        var named = await NamedObjects.LoadAsync(connection, company, cancellationToken);
        var condemned = (await register.DueAsync(DateTimeOffset.MaxValue, "", int.MaxValue, cancellationToken)).Select(item => item.Path).ToHashSet(StringComparer.Ordinal);
        var orphans = new List<StoredObject>();
        await foreach (var item in Orphans.FindAsync(objects, company, named, now - options.Grace, cancellationToken))
        {
            if (condemned.Contains(item.Path))
                continue;
            orphans.Add(item);
            findings.Add(new CheckFinding { Kind = "orphan", Path = item.Path, Detail = new JsonObject { ["bytes"] = item.Bytes } });
        }

        counts.Orphans = orphans.Count;
        counts.OrphanBytes = orphans.Sum(orphan => orphan.Bytes);
        if (!dryRun)
            await register.CondemnAsync(orphans, now, cancellationToken);
    }

    private async Task DeleteAsync(
        string company, DateTimeOffset now, Func<CancellationToken, Task<Lease?>> renewAsync, CollectionCounts counts, List<CheckFinding> findings, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var register = new RetentionRegister(connection, company);
        var after = "";
        while (await renewAsync(cancellationToken) is not null && await register.DueAsync(now - options.DeleteDelay, after, BatchSize, cancellationToken) is { Count: > 0 } due)
        {
            var named = await NamedObjects.LoadAsync(connection, company, cancellationToken);
            var sizes = await Task.WhenAll(due.Chunk((due.Count + DeletesAtOnce - 1) / DeletesAtOnce).Select(part => DeleteAsync(part, named, cancellationToken)));
            await register.ForgetAsync(due.Select(item => item.Path), cancellationToken);
            foreach (var (path, bytes) in sizes.SelectMany(part => part))
            {
                counts.ObjectsDeleted++;
                counts.BytesFreed += bytes;
                findings.Add(new CheckFinding { Kind = "object_deleted", Path = path, Detail = new JsonObject { ["bytes"] = bytes } });
            }

            after = due[^1].Path;
        }
    }

    private async Task<List<(string Path, long Bytes)>> DeleteAsync(IEnumerable<(string Path, long Bytes, string Reason)> due, NamedObjects named, CancellationToken cancellationToken)
    {
        var deleted = new List<(string, long)>();
        foreach (var (path, _, _) in due.Where(item => !named.Contains(item.Path)))
        {
            if (await objects.FindAsync(path, cancellationToken) is not { } found)
                continue;
            await objects.DeleteAsync(path, cancellationToken);
            deleted.Add((path, found.Bytes));
        }

        return deleted;
    }

    private static CheckFinding Finding(string kind, VersionFacts version) => new()
    {
        Kind = kind,
        VersionId = version.Id,
        Detail = new JsonObject { ["dataset"] = version.Dataset, ["sequence"] = version.Sequence, ["current_until"] = version.EndedAt },
    };
}
