using DataHound.Domain.Observability;
using DataHound.Domain.Pipelines;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.DataPlane.Catalog;

/// <summary>Makes an earlier version the current one, in one transaction.</summary>
internal sealed class DatasetRollback(NpgsqlDataSource source, TimeProvider clock)
{
    /// <summary>As <see cref="IDatasetHistory.RollBackAsync"/>.</summary>
    public async Task<RollbackResult> RollBackAsync(RollbackRequest request, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.LockAsync($"publish:{request.Company}", cancellationToken);

        // No run may begin between the look at the active ones and the commit: it would read the version that is left.
        await connection.Command("LOCK TABLE control.run_companies IN SHARE MODE").RunAsync(cancellationToken);
        await CheckNoRunAsync(connection, request, cancellationToken);
        var previous = await VersionReader.FindCurrentAsync(connection, request.Company, request.Dataset, cancellationToken) ?? throw RollbackErrors.DatasetUnknown(request);
        var target = await connection.Command(
            $"{VersionReader.Select} WHERE v.company = @company AND v.dataset_name = @dataset AND v.version_tag = @tag",
            ("company", request.Company), ("dataset", request.Dataset), ("tag", request.VersionTag)).FirstAsync(VersionReader.Read, cancellationToken) ?? throw RollbackErrors.VersionUnknown(request);
        if (target.RemovedAt is not null)
            throw RollbackErrors.VersionRemoved(target);
        if (target.Id == previous.Id)
            throw RollbackErrors.Current(target);

        // Logs of changes tell what happened: they do not go back.
        if (target.Layer is not DataLayer.Gold || DatasetNames.IsChanges(target.Dataset))
            throw RollbackErrors.NotRolledBack(target);

        var batches = await MoveBatchesAsync(connection, request, target, cancellationToken);
        await PublishAsync(connection, request, target, cancellationToken);
        var act = new AuditAct
        {
            Company = request.Company, Action = "dataset.roll_back", Subject = $"dataset:{request.Company}/{request.Dataset}", Before = previous.VersionTag, After = target.VersionTag, By = request.By,
        };
        await AuditWriter.AppendAsync(connection, act, clock.Now(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new RollbackResult { Current = target, Previous = previous, Batches = batches, MergeAgain = request.MergeAgain };
    }

    private static async Task CheckNoRunAsync(NpgsqlConnection connection, RollbackRequest request, CancellationToken cancellationToken)
    {
        var active = await connection.Command(
            "SELECT run_id FROM control.run_companies WHERE company = @company AND status = 'running' ORDER BY run_id LIMIT 1", ("company", request.Company)).ScalarAsync<string>(cancellationToken);
        if (active is not null)
            throw RollbackErrors.RunActive(request.Company, active);
    }

    /// <summary>
    /// Brings the marks on silver batches in line with the master table that is current now: those it holds are merged; those merged later wait again when that
    /// is wanted.
    /// </summary>
    private static async Task<IReadOnlyList<DatasetVersion>> MoveBatchesAsync(NpgsqlConnection connection, RollbackRequest request, DatasetVersion target, CancellationToken cancellationToken)
    {
        var silver = DatasetNames.Silver(target.Dataset);
        await connection.Command(
            """
            CREATE TEMPORARY TABLE held_batches ON COMMIT DROP AS
            WITH RECURSIVE held (id) AS (
                SELECT @target::uuid
                UNION SELECT p FROM held JOIN control.dataset_version_details d ON d.version_id = held.id CROSS JOIN unnest(d.parents) AS p
                    JOIN control.dataset_version_details pd ON pd.version_id = p WHERE pd.dataset_name IN (@dataset, @silver))
            SELECT id FROM held
            """,
            ("target", target.Id), ("dataset", target.Dataset), ("silver", silver)).RunAsync(cancellationToken);
        await connection.Command(
            """
            UPDATE control.dataset_version_details SET merged_by_run_id = @run
            WHERE company = @company AND dataset_name = @silver AND merged_by_run_id IS NULL AND version_id IN (SELECT id FROM held_batches)
            """,
            ("run", target.ProducedByRunId), ("company", target.Company), ("silver", silver)).RunAsync(cancellationToken);
        var batches = await connection.Command(
            $"""
            {VersionReader.Select} JOIN control.run_stages s ON s.run_id = d.merged_by_run_id AND s.company = d.company AND s.stage = @stage
            WHERE d.company = @company AND d.dataset_name = @silver AND s.finished_at > @made AND d.version_id NOT IN (SELECT id FROM held_batches)
            ORDER BY d.sequence
            """,
            ("stage", target.Stage), ("company", target.Company), ("silver", silver), ("made", target.CreatedAt)).ListAsync(VersionReader.Read, cancellationToken);
        if (request.MergeAgain)
            await connection.Command(
                "UPDATE control.dataset_version_details SET merged_by_run_id = NULL WHERE version_id = ANY (@ids)", ("ids", batches.ConvertAll(batch => batch.Id).ToArray())).RunAsync(cancellationToken);
        return batches;
    }

    private async Task PublishAsync(NpgsqlConnection connection, RollbackRequest request, DatasetVersion target, CancellationToken cancellationToken)
    {
        await connection.Command(
            "UPDATE control.dataset_current SET version_id = @id WHERE company = @company AND dataset_name = @dataset",
            ("id", target.Id), ("company", request.Company), ("dataset", request.Dataset)).RunAsync(cancellationToken);
        await connection.Command("DELETE FROM control.version_removals WHERE version_id = @id", ("id", target.Id)).RunAsync(cancellationToken);
        await connection.Command(
            """
            INSERT INTO control.dataset_publications (company, dataset_name, version_id, published_at, kind, actor, reason)
            VALUES (@company, @dataset, @id, @now, 'rollback', @actor, @reason)
            """,
            ("company", request.Company), ("dataset", request.Dataset), ("id", target.Id), ("now", clock.Now()), ("actor", request.By.Actor), ("reason", request.By.Reason ?? throw new ArgumentException("A rollback needs a reason.", nameof(request)))).RunAsync(cancellationToken);
    }
}
