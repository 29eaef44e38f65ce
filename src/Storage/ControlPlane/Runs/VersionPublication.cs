using System.Globalization;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>The rows that make a dataset version visible. The caller holds the company's publishing lock.</summary>
internal static class VersionPublication
{
    /// <summary>Adds a version and makes it the current one.</summary>
    public static async Task PublishAsync(NpgsqlConnection connection, StageDraft draft, VersionDraft version, DateTimeOffset asOf, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (company, dataset) = (draft.Stage.Company, version.Made.Dataset);
        var current = await connection.Command(
            """
            SELECT d.version_id, d.sequence FROM control.dataset_current c JOIN control.dataset_version_details d USING (version_id)
            WHERE c.company = @company AND c.dataset_name = @dataset
            """,
            ("company", company), ("dataset", dataset)).FirstAsync(reader => Tuple.Create(reader.GetGuid(0), reader.GetInt32(1)), cancellationToken);
        await CheckSuccessorAsync(connection, draft, version, current?.Item1, cancellationToken);
        var sequence = 1 + await connection.Command(
            "SELECT max(sequence) FROM control.dataset_version_details WHERE company = @company AND dataset_name = @dataset", ("company", company), ("dataset", dataset)).ScalarAsync<int>(cancellationToken);
        await connection.Command(
            """
            INSERT INTO control.dataset_versions (id, dataset_name, company, version_tag, schema_version, file_path, row_count, checksum, produced_by_run_id, created_at)
            VALUES (@id, @dataset, @company, @tag, @schema, @path, @rows, @checksum, @run, @now)
            """,
            ("id", version.Id), ("dataset", dataset), ("company", company), ("tag", string.Create(CultureInfo.InvariantCulture, $"v{sequence:D6}")), ("schema", version.Made.SchemaVersion),
            ("path", version.Made.Files is [var only] ? only.Path : draft.ManifestPath), ("rows", version.Rows), ("checksum", version.Checksum), ("run", draft.Stage.RunId), ("now", now)).RunAsync(cancellationToken);
        await connection.Command(
            """
            INSERT INTO control.dataset_version_details (version_id, company, dataset_name, sequence, layer, stage, as_of, files_json, parents)
            VALUES (@id, @company, @dataset, @sequence, @layer, @stage, @asOf, @files::jsonb, @parents)
            """,
            ("id", version.Id), ("company", company), ("dataset", dataset), ("sequence", sequence), ("layer", version.Made.Layer.Word()), ("stage", draft.Stage.Stage), ("asOf", asOf),
            ("files", ControlJson.Write(version.Made.Files)), ("parents", version.Made.Parents.ToArray())).RunAsync(cancellationToken);
        await connection.Command(
            """
            INSERT INTO control.dataset_current (company, dataset_name, version_id) VALUES (@company, @dataset, @id)
            ON CONFLICT (company, dataset_name) DO UPDATE SET version_id = excluded.version_id
            """,
            ("company", company), ("dataset", dataset), ("id", version.Id)).RunAsync(cancellationToken);
        await connection.Command(
            "INSERT INTO control.dataset_publications (company, dataset_name, version_id, published_at, kind, run_id, actor) VALUES (@company, @dataset, @id, @now, 'run', @run, 'run')",
            ("company", company), ("dataset", dataset), ("id", version.Id), ("now", now), ("run", draft.Stage.RunId)).RunAsync(cancellationToken);
    }

    /// <summary>Marks silver versions whose rows are in a master table now.</summary>
    public static async Task MarkMergedAsync(NpgsqlConnection connection, StageDraft draft, CancellationToken cancellationToken)
    {
        Guid[] merged = [.. draft.Results.SelectMany(result => result.MergedVersions).Distinct()];
        if (merged.Length == 0)
            return;
        var marked = await connection.Command(
            "UPDATE control.dataset_version_details SET merged_by_run_id = @run WHERE version_id = ANY (@ids) AND company = @company AND merged_by_run_id IS NULL",
            ("run", draft.Stage.RunId), ("ids", merged), ("company", draft.Stage.Company)).RunAsync(cancellationToken);
        if (marked != merged.Length)
            throw StageErrors.Conflict(draft.Stage, "a version it merged is in a master table already");
    }

    /// <summary>A version made from an earlier one of its own dataset must have been made from the current one, and the first must be the first, or an update would get lost.</summary>
    private static async Task CheckSuccessorAsync(NpgsqlConnection connection, StageDraft draft, VersionDraft version, Guid? current, CancellationToken cancellationToken)
    {
        if (version.Made.Parents.Count == 0 && !version.Made.CarriesOn)
            return;
        var parents = await connection.Command(
            "SELECT version_id, dataset_name FROM control.dataset_version_details WHERE version_id = ANY (@ids) AND company = @company",
            ("ids", version.Made.Parents.ToArray()), ("company", draft.Stage.Company)).ListAsync(reader => (Id: reader.GetGuid(0), Dataset: reader.GetString(1)), cancellationToken);
        var own = parents.FindAll(parent => string.Equals(parent.Dataset, version.Made.Dataset, StringComparison.Ordinal));
        var isOvertaken = own.Count == 0 ? version.Made.CarriesOn && current is not null : !own.Exists(parent => parent.Id == current);
        if (isOvertaken)
            throw StageErrors.Conflict(draft.Stage, $"'{version.Made.Dataset}' has a newer version than the one it was made from");
    }
}
