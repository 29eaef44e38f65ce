using DataHound.Domain.Pipelines;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using DataHound.Storage.Pipelines;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>
/// Holds what a stage says about its rows against the rows that were published before it and that lie in its files, so that a stage that loses a row and counts on without it
/// fails all the same.
/// </summary>
internal static class StageRows
{
    /// <summary>Checks every unit.</summary>
    /// <exception cref="Domain.Observability.UserErrorException"><c>rows_do_not_add_up</c>.</exception>
    public static async Task CheckAsync(NpgsqlConnection connection, StageDraft draft, CancellationToken cancellationToken)
    {
        foreach (var result in draft.Results)
        {
            CheckBatch(draft.Stage, result);
            await CheckMergedAsync(connection, draft.Stage, result, cancellationToken);
            foreach (var version in result.Versions.Where(version => version.IndexEvents))
                await CheckEventsAsync(connection, draft.Stage, result, version, cancellationToken);
        }
    }

    /// <summary>A batch has a row in its files for every row that is counted as good, quarantined or discarded.</summary>
    private static void CheckBatch(StageKey stage, StageUnitResult result)
    {
        foreach (var version in result.Versions)
        {
            var counted = version switch
            {
                { Layer: DataLayer.Silver } => result.Counts.Good,
                { Layer: DataLayer.Quarantine } when DatasetNames.IsQuarantine(version.Dataset) => result.Counts.Quarantined.Values.Sum(),
                { Layer: DataLayer.Quarantine } when DatasetNames.IsDiscarded(version.Dataset) => result.Counts.Discarded.Values.Sum(),
                _ => (long?)null,
            };
            Require(stage, result, counted, version.Files.Sum(file => file.Rows));
        }
    }

    /// <summary>A merge was given every row of the batches that it says are merged.</summary>
    private static async Task CheckMergedAsync(NpgsqlConnection connection, StageKey stage, StageUnitResult result, CancellationToken cancellationToken)
    {
        if (result.MergedVersions.Count == 0)
            return;
        var waiting = await connection.Command(
            "SELECT coalesce(sum(row_count), 0)::bigint FROM control.dataset_versions WHERE id = ANY (@ids) AND company = @company",
            ("ids", result.MergedVersions.ToArray()), ("company", stage.Company)).ScalarAsync<long>(cancellationToken);
        Require(stage, result, waiting, result.Counts.In);
    }

    /// <summary>Events never get fewer: each that was ever seen stays in its dataset, in some status.</summary>
    private static async Task CheckEventsAsync(NpgsqlConnection connection, StageKey stage, StageUnitResult result, ProducedVersion version, CancellationToken cancellationToken)
    {
        var before = await connection.Command(
            "SELECT coalesce(max(row_count), 0)::bigint FROM control.dataset_versions WHERE id = ANY (@ids) AND company = @company AND dataset_name = @dataset",
            ("ids", version.Parents.ToArray()), ("company", stage.Company), ("dataset", version.Dataset)).ScalarAsync<long>(cancellationToken);
        var now = version.Files.Sum(file => file.Rows);
        if (now < before)
            throw StageErrors.RowsDoNotAddUp(stage, result.Unit, before, now);
    }

    private static void Require(StageKey stage, StageUnitResult result, long? expected, long found)
    {
        if (expected is { } rows && rows != found)
            throw StageErrors.RowsDoNotAddUp(stage, result.Unit, rows, found);
    }
}
