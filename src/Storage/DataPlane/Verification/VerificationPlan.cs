using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane.Catalog;
using Npgsql;

namespace DataHound.Storage.DataPlane.Verification;

/// <summary>What a company's store must hold: the files of its versions, the manifests of its stages, the files it received.</summary>
/// <param name="Versions">The versions to verify.</param>
/// <param name="Objects">The objects to verify.</param>
internal sealed record VerificationPlan(IReadOnlyList<DatasetVersion> Versions, IReadOnlyList<ExpectedObject> Objects)
{
    /// <summary>Reads it; manifests and received files only when no dataset and not only current versions are asked for.</summary>
    public static async Task<VerificationPlan> LoadAsync(NpgsqlConnection connection, string company, string? dataset, bool currentOnly, CancellationToken cancellationToken)
    {
        var versions = await connection.Command(
            $"""
            {VersionReader.Select} WHERE d.company = @company AND x.removed_at IS NULL AND (@dataset::text IS NULL OR d.dataset_name = @dataset)
                AND (NOT @current OR EXISTS (SELECT FROM control.dataset_current c WHERE c.version_id = v.id))
            ORDER BY d.dataset_name COLLATE "C", d.sequence
            """,
            ("company", company), ("dataset", dataset), ("current", currentOnly)).ListAsync(VersionReader.Read, cancellationToken);
        var objects = versions.SelectMany(version => version.Files.Select(file => new ExpectedObject
        {
            Path = file.Path, Sha256 = file.Sha256, Bytes = file.Bytes, Rows = file.Rows, Version = version,
        })).ToList();
        if (dataset is null && !currentOnly)
        {
            objects.AddRange(await connection.Command(
                """
                SELECT manifest_path, manifest_sha256, NULL::bigint FROM control.run_stages WHERE company = @company AND manifest_path IS NOT NULL AND manifest_sha256 IS NOT NULL
                UNION ALL SELECT object_path, sha256, bytes FROM control.received_files WHERE company = @company
                ORDER BY 1
                """,
                ("company", company)).ListAsync(
                    reader => new ExpectedObject { Path = reader.GetString(0), Sha256 = reader.GetString(1), Bytes = reader.IsDBNull(2) ? null : reader.GetInt64(2) }, cancellationToken));
        }

        return new VerificationPlan(versions, objects);
    }
}
