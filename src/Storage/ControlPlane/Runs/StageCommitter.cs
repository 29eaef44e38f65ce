using System.Security.Cryptography;
using DataHound.Domain.Pipelines;
using DataHound.Storage.ControlPlane.Cursors;
using DataHound.Storage.ControlPlane.Events;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Catalog;
using DataHound.Storage.Pipelines;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>Publishes what a stage's units made: the objects are checked and the manifest is written first, then everything becomes visible in one transaction.</summary>
internal sealed class StageCommitter(NpgsqlDataSource source, TimeProvider clock, IObjectStore objects, IEventRowSource eventRows)
{
    private const int ObjectChecksAtOnce = 8;

    /// <summary>As <see cref="IStageStore.CommitAsync"/>.</summary>
    public async Task<StageCommit> CommitAsync(StageKey stage, StagePlan plan, IReadOnlyList<StageUnitResult> results, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (await FindCommitAsync(connection, stage, cancellationToken) is { } earlier)
            return earlier;

        var draft = StageDraft.Of(stage, plan, results);
        await StageRows.CheckAsync(connection, draft, cancellationToken);
        await CheckObjectsAsync(draft, cancellationToken);
        var run = await RunReader.FindAsync(connection, stage.RunId, cancellationToken) ?? throw StageErrors.NotActive(stage);
        var manifest = StageManifest.Bytes(draft, run.Pipeline, run.AsOf);
        await using (var bytes = new MemoryStream(manifest, writable: false))
            await objects.WriteAsync(draft.ManifestPath, bytes, cancellationToken);

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var indexed = draft.Versions.Where(version => version.Made.IndexEvents).ToList();
        if (indexed.Count > 0)
            await EventIndexWriter.StageAsync(connection, stage.Company, eventRows.ReadAllAsync(indexed.SelectMany(version => version.Made.Files), cancellationToken), cancellationToken);
        await connection.LockAsync($"publish:{stage.Company}", cancellationToken);
        await LockStageAsync(connection, stage, cancellationToken);
        if (await FindCommitAsync(connection, stage, cancellationToken) is { } overtaken)
            return overtaken;

        var now = clock.Now();
        foreach (var version in draft.Versions)
            await VersionPublication.PublishAsync(connection, draft, version, run.AsOf, now, cancellationToken);
        await FileMarks.WriteAsync(connection, draft, cancellationToken);
        await DriftMarks.WriteAsync(connection, draft, now, cancellationToken);
        await VersionPublication.MarkMergedAsync(connection, draft, cancellationToken);
        if (indexed.Count > 0)
            await EventIndexWriter.ApplyAsync(connection, stage.RunId, now, cancellationToken);
        foreach (var advance in results.SelectMany(result => result.Cursors).OrderBy(advance => advance.Lease.Name, StringComparer.Ordinal))
            await CursorWriter.AdvanceAsync(connection, stage.Company, stage.RunId, advance, now, cancellationToken);
        await MarkCommittedAsync(connection, draft, Convert.ToHexStringLower(SHA256.HashData(manifest)), now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (await FindCommitAsync(connection, stage, cancellationToken))! with { Repeated = false };
    }

    private async Task CheckObjectsAsync(StageDraft draft, CancellationToken cancellationToken) => await Parallel.ForEachAsync(
        draft.Versions.SelectMany(version => version.Made.Files),
        new ParallelOptions { MaxDegreeOfParallelism = ObjectChecksAtOnce, CancellationToken = cancellationToken },
        async (file, token) =>
        {
            if (await objects.FindAsync(file.Path, token) is not { } found || found.Bytes != file.Bytes)
                throw StageErrors.ObjectMissing(draft.Stage, file.Path);
        });

    private static async Task LockStageAsync(NpgsqlConnection connection, StageKey stage, CancellationToken cancellationToken)
    {
        var company = await connection.Command(
            "SELECT status FROM control.run_companies WHERE run_id = @run AND company = @company FOR NO KEY UPDATE", ("run", stage.RunId), ("company", stage.Company)).ScalarAsync<string>(cancellationToken);
        var status = await connection.Command(
            "SELECT status FROM control.run_stages WHERE run_id = @run AND company = @company AND stage = @stage FOR NO KEY UPDATE",
            ("run", stage.RunId), ("company", stage.Company), ("stage", stage.Stage)).ScalarAsync<string>(cancellationToken);
        if (status != "success" && (company != "running" || status != "running"))
            throw StageErrors.NotActive(stage);
    }

    private static async Task<StageCommit?> FindCommitAsync(NpgsqlConnection connection, StageKey stage, CancellationToken cancellationToken)
    {
        var found = await connection.Command(
            "SELECT counts_json, manifest_path, version_ids FROM control.run_stages WHERE run_id = @run AND company = @company AND stage = @stage AND status = 'success'",
            ("run", stage.RunId), ("company", stage.Company), ("stage", stage.Stage)).FirstAsync(
                reader => Tuple.Create(ControlJson.Read<StageCounts>(reader.GetString(0)), reader.GetString(1), reader.GetFieldValue<Guid[]>(2)), cancellationToken);
        if (found is null)
            return null;
        var versions = await VersionReader.GetAsync(connection, stage.Company, found.Item3, cancellationToken);
        return new StageCommit { Counts = found.Item1, ManifestPath = found.Item2, Versions = versions, Repeated = true };
    }

    private static Task MarkCommittedAsync(NpgsqlConnection connection, StageDraft draft, string manifestSha256, DateTimeOffset now, CancellationToken cancellationToken) => connection.Command(
        """
        UPDATE control.run_stages
        SET status = 'success', finished_at = @now, counts_json = @counts::jsonb, manifest_path = @manifest, manifest_sha256 = @sha256, version_ids = @versions
        WHERE run_id = @run AND company = @company AND stage = @stage
        """,
        ("run", draft.Stage.RunId), ("company", draft.Stage.Company), ("stage", draft.Stage.Stage), ("now", now), ("counts", ControlJson.Write(draft.Counts)),
        ("manifest", draft.ManifestPath), ("sha256", manifestSha256), ("versions", draft.Versions.Select(version => version.Id).ToArray())).RunAsync(cancellationToken);
}
