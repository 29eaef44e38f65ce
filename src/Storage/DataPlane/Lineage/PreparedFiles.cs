using DataHound.Domain.Pipelines;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.Ingestion;
using Npgsql;

namespace DataHound.Storage.DataPlane.Lineage;

/// <summary>Finds the received files behind versions and rows.</summary>
internal sealed class PreparedFiles(NpgsqlDataSource source, IReceivedFiles files)
{
    /// <summary>Per version, the files whose rows it holds: those that its run prepared for its dataset.</summary>
    public async Task<ILookup<Guid, ReceivedFile>> OfAsync(string company, IReadOnlyList<DatasetVersion> versions, CancellationToken cancellationToken)
    {
        var batches = versions.Where(version => DatasetNames.PreparedOf(version.Dataset) is not null).ToList();
        var rows = await source.Command(
            """
            SELECT b.id, f.id FROM unnest(@ids, @runs, @datasets) AS b (id, run_id, dataset_name)
            JOIN control.received_files f ON f.prepared_by_run_id = b.run_id AND f.dataset_name = b.dataset_name
            WHERE f.company = @company ORDER BY f.sequence
            """,
            ("company", company), ("ids", batches.ConvertAll(batch => batch.Id).ToArray()), ("runs", batches.ConvertAll(batch => batch.ProducedByRunId).ToArray()),
            ("datasets", batches.ConvertAll(batch => DatasetNames.PreparedOf(batch.Dataset)!).ToArray())).ListAsync(reader => (Version: reader.GetGuid(0), File: reader.GetGuid(1)), cancellationToken);
        var byId = (await files.GetAsync(company, [.. rows.Select(row => row.File).Distinct()], cancellationToken)).ToDictionary(file => file.Id);
        return rows.ToLookup(row => row.Version, row => byId[row.File]);
    }

    /// <summary>The file that a row names as <c>delivery/name</c>, or null.</summary>
    public async Task<ReceivedFile?> FindAsync(string company, string name, CancellationToken cancellationToken)
    {
        var slash = name.LastIndexOf('/');
        if (slash < 0)
            return null;
        var ids = await source.Command(
            "SELECT id FROM control.received_files WHERE company = @company AND delivery = @delivery AND name = @name AND prepared_by_run_id IS NOT NULL ORDER BY sequence DESC LIMIT 1",
            ("company", company), ("delivery", name[..slash]), ("name", name[(slash + 1)..])).ListAsync(reader => reader.GetGuid(0), cancellationToken);
        return ids.Count == 0 ? null : (await files.GetAsync(company, ids, cancellationToken))[0];
    }
}
