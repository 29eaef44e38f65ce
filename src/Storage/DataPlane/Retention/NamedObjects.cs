using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane.Tables;
using Npgsql;

namespace DataHound.Storage.DataPlane.Retention;

/// <summary>The objects of a company that something names at one moment: versions, manifests, results of active runs. Everything an active run may still write counts as named.</summary>
internal sealed class NamedObjects
{
    private readonly HashSet<string> _paths;
    private readonly HashSet<string> _activeRunHashes;
    private readonly List<string> _activeManifests;

    private NamedObjects(IEnumerable<string> paths, IReadOnlyCollection<string> activeRuns, string company)
    {
        _paths = new HashSet<string>(paths, StringComparer.Ordinal);
        _activeRunHashes = activeRuns.Select(TableTarget.RunHashOf).ToHashSet(StringComparer.Ordinal);
        _activeManifests = [.. activeRuns.Select(run => $"{company}/manifests/{run.Replace(':', '_')}/")];
    }

    /// <summary>Reads the names in one statement, so that they are of one moment.</summary>
    public static async Task<NamedObjects> LoadAsync(NpgsqlConnection connection, string company, CancellationToken cancellationToken)
    {
        var rows = await connection.Command(
            """
            SELECT true, f ->> 'path' FROM control.dataset_version_details d LEFT JOIN control.version_removals x USING (version_id)
                CROSS JOIN jsonb_array_elements(d.files_json) AS f WHERE d.company = @company AND x.removed_at IS NULL
            UNION ALL SELECT true, manifest_path FROM control.run_stages WHERE company = @company AND manifest_path IS NOT NULL
            UNION ALL SELECT false, run_id FROM control.run_companies WHERE company = @company AND status = 'running'
            UNION ALL SELECT true, f ->> 'path' FROM control.stage_outputs o JOIN control.run_companies c USING (run_id, company)
                CROSS JOIN jsonb_array_elements(o.result_json -> 'versions') AS v CROSS JOIN jsonb_array_elements(v -> 'files') AS f
                WHERE c.company = @company AND c.status = 'running'
            """,
            ("company", company)).ListAsync(reader => (IsPath: reader.GetBoolean(0), Name: reader.GetString(1)), cancellationToken);
        return new NamedObjects(rows.Where(row => row.IsPath).Select(row => row.Name), rows.FindAll(row => !row.IsPath).ConvertAll(row => row.Name), company);
    }

    /// <summary>Whether something names the object, or an active run may.</summary>
    public bool Contains(string path)
    {
        if (_paths.Contains(path) || _paths.Contains(ListFiles.TableOf(path)))
            return true;
        var name = path[(path.LastIndexOf('/') + 1)..].Split('-');
        return (name is ["part", var hash, ..] && _activeRunHashes.Contains(hash)) || _activeManifests.Exists(folder => path.StartsWith(folder, StringComparison.Ordinal));
    }
}
