using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane.Checks;
using DataHound.Storage.DataPlane.Retention;
using DataHound.Storage.DataPlane.Tables;
using Npgsql;

namespace DataHound.Storage.DataPlane.Verification;

/// <summary>
/// Verifies a company's data: every object that a version, a stage's manifest or the register of received files names is there and has its length, its SHA-256 and, if it
/// is Parquet, its rows; every version's checksum and row count follow from its files; and nothing lies about that nobody names.
/// </summary>
internal sealed class DataVerifier(NpgsqlDataSource source, TimeProvider clock, IObjectStore objects, TableEngine engine, VerificationOptions options, RetentionOptions retention)
{
    /// <summary>Verifies all of it, or one dataset's versions, or only the current ones.</summary>
    public async Task<CheckOutcome> VerifyAsync(string company, string? dataset, bool currentOnly, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var plan = await VerificationPlan.LoadAsync(connection, company, dataset, currentOnly, cancellationToken);
        var found = new ConcurrentBag<CheckFinding>(plan.Versions.SelectMany(CheckVersion));
        await using var verifier = new ObjectVerifier(objects, engine);
        await Parallel.ForEachAsync(
            plan.Objects,
            new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken },
            async (expected, token) =>
            {
                foreach (var (kind, instead) in await verifier.VerifyAsync(expected, token))
                    found.Add(Finding(kind, expected, instead));
            });
        var took = clock.GetElapsedTime(began);
        if (dataset is null && !currentOnly)
            await AddOrphansAsync(connection, company, found, cancellationToken);

        CheckFinding[] findings = [.. found.OrderBy(finding => finding.Path, StringComparer.Ordinal).ThenBy(finding => finding.Kind, StringComparer.Ordinal)];
        var report = new JsonObject
        {
            ["healthy"] = findings.Length == 0,
            ["versions"] = plan.Versions.Count,
            ["objects"] = plan.Objects.Count,
            ["bytes"] = verifier.Bytes,
            ["milliseconds"] = (long)took.TotalMilliseconds,
            ["findings"] = findings.Length,
        };
        foreach (var kind in FindingKinds.All)
            report[kind] = findings.Count(finding => string.Equals(finding.Kind, kind, StringComparison.Ordinal));
        report["repairs"] = RepairAdvice.Of(plan.Versions, findings.Select(finding => finding.VersionId).OfType<Guid>().ToHashSet(), await CurrentAsync(connection, company, cancellationToken), olderVerified: !currentOnly);
        return new CheckOutcome(report, findings.Length <= options.MaximumFindings ? findings : findings[..options.MaximumFindings]);
    }

    /// <summary>What a version says about itself must follow from what it says about its files.</summary>
    private static IEnumerable<CheckFinding> CheckVersion(DatasetVersion version)
    {
        var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', version.Files.Select(file => file.Sha256)))));
        if (!string.Equals(checksum, version.Checksum, StringComparison.Ordinal))
            yield return Finding(FindingKinds.Checksum, version, version.Checksum, checksum);
        var rows = version.Files.Sum(file => file.Rows);
        if (rows != version.RowCount)
            yield return Finding(FindingKinds.RowCount, version, FormattableString.Invariant($"{version.RowCount}"), FormattableString.Invariant($"{rows}"));
    }

    private async Task AddOrphansAsync(NpgsqlConnection connection, string company, ConcurrentBag<CheckFinding> found, CancellationToken cancellationToken)
    {
        var named = await NamedObjects.LoadAsync(connection, company, cancellationToken);
        await foreach (var item in Orphans.FindAsync(objects, company, named, clock.Now() - retention.Grace, cancellationToken))
            found.Add(Orphan(item, isCollected: true));
        await foreach (var item in Orphans.FindForeignAsync(objects, company, clock.Now() - retention.Grace, cancellationToken))
            found.Add(Orphan(item, isCollected: false));
    }

    private static CheckFinding Orphan(StoredObject item, bool isCollected) =>
        new() { Kind = FindingKinds.Orphan, Path = item.Path, Detail = new JsonObject { ["bytes"] = item.Bytes, ["collected"] = isCollected } };

    private static async Task<HashSet<Guid>> CurrentAsync(NpgsqlConnection connection, string company, CancellationToken cancellationToken) =>
        [.. await connection.Command("SELECT version_id FROM control.dataset_current WHERE company = @company", ("company", company)).ListAsync(reader => reader.GetGuid(0), cancellationToken)];

    private static CheckFinding Finding(string kind, ExpectedObject expected, string instead) => new()
    {
        Kind = kind,
        Path = expected.Path,
        VersionId = expected.Version?.Id,
        Detail = Detail(expected.Version, Expected(kind, expected), instead),
    };

    private static CheckFinding Finding(string kind, DatasetVersion version, string expected, string instead) =>
        new() { Kind = kind, VersionId = version.Id, Detail = Detail(version, expected, instead) };

    private static JsonObject Detail(DatasetVersion? version, string expected, string instead)
    {
        var detail = new JsonObject { ["expected"] = expected, ["found"] = instead };
        if (version is not null)
            (detail["dataset"], detail["version"], detail["stage"], detail["run_id"]) = (version.Dataset, version.VersionTag, version.Stage, version.ProducedByRunId);
        return detail;
    }

    private static string Expected(string kind, ExpectedObject expected) => kind switch
    {
        FindingKinds.Size => FormattableString.Invariant($"{expected.Bytes}"),
        FindingKinds.RowCount => FormattableString.Invariant($"{expected.Rows}"),
        FindingKinds.Unreadable => "a readable object",
        _ => expected.Sha256,
    };
}
