using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Catalog;
using DataHound.Storage.DataPlane.Retention;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Reconciling;

/// <summary>
/// Looks whether the files of current versions are there with their lengths, and what lies about that nothing names. Bytes are read by verification only, and only garbage
/// collection removes.
/// </summary>
internal sealed class ObjectDrift(NpgsqlDataSource source, TimeProvider clock, IObjectStore objects, RetentionOptions retention)
{
    private const int ChecksAtOnce = 8;

    /// <summary>Looks at one company.</summary>
    public async Task FindAsync(string company, DriftFindings findings, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var versions = await connection.Command(
            $"{VersionReader.SelectCurrent} WHERE c.company = @company AND x.removed_at IS NULL", ("company", company)).ListAsync(VersionReader.Read, cancellationToken);
        var missing = new ConcurrentBag<(DatasetVersion Version, ManifestFile File, long? Bytes)>();
        await Parallel.ForEachAsync(
            versions.SelectMany(version => version.Files.Select(file => (Version: version, File: file))),
            new ParallelOptions { MaxDegreeOfParallelism = ChecksAtOnce, CancellationToken = cancellationToken },
            async (expected, token) =>
            {
                var found = await objects.FindAsync(expected.File.Path, token);
                if (found?.Bytes != expected.File.Bytes)
                    missing.Add((expected.Version, expected.File, found?.Bytes));
            });
        foreach (var (version, file, bytes) in missing)
        {
            findings.Add(
                DriftKinds.ObjectMissing,
                file.Path,
                new JsonObject { ["dataset"] = version.Dataset, ["version"] = version.VersionTag, ["run_id"] = version.ProducedByRunId, ["expected_bytes"] = file.Bytes, ["found_bytes"] = bytes },
                version.Id);
        }

        var named = await NamedObjects.LoadAsync(connection, company, cancellationToken);
        await foreach (var item in Orphans.FindAsync(objects, company, named, clock.Now() - retention.Grace, cancellationToken))
            findings.Add(DriftKinds.ObjectOrphan, item.Path, new JsonObject { ["bytes"] = item.Bytes });
    }
}
