using System.Text.Json.Nodes;
using DataHound.Domain.Pipelines;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>Reads a run with its course.</summary>
internal static class RunDetailReader
{
    /// <summary>As <see cref="IRunStore.GetAsync"/>.</summary>
    public static async Task<PipelineRunDetail?> GetAsync(NpgsqlDataSource source, string runId, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (await RunReader.FindAsync(connection, runId, cancellationToken) is not { } run)
            return null;
        var units = (await ReadUnitsAsync(connection, runId, cancellationToken)).ToLookup(unit => (unit.Company, unit.Stage), unit => unit.Unit);
        var stages = (await ReadStagesAsync(connection, runId, units, cancellationToken))
            .OrderBy(stage => run.Stages.IndexOf(stage.Stage.Stage)).ToLookup(stage => stage.Company, stage => stage.Stage, StringComparer.Ordinal);
        var companies = await connection.Command(
            "SELECT company, status, finished_at, error_json FROM control.run_companies WHERE run_id = @run ORDER BY company COLLATE \"C\"", ("run", runId)).ListAsync(
                reader => new RunCompany
                {
                    Company = reader.GetString(0),
                    Status = EnumWords.Parse<RunStatus>(reader.GetString(1)),
                    FinishedAt = reader.InstantOrNull(2),
                    Error = RunReader.Error(reader, 3),
                    Stages = [.. stages[reader.GetString(0)]],
                },
                cancellationToken);
        return new PipelineRunDetail(run, companies);
    }

    private static int IndexOf(this IReadOnlyList<string> stages, string stage)
    {
        for (var index = 0; index < stages.Count; index++)
        {
            if (string.Equals(stages[index], stage, StringComparison.Ordinal))
                return index;
        }

        return stages.Count;
    }

    private static Task<List<(string Company, string Stage, RunUnit Unit)>> ReadUnitsAsync(NpgsqlConnection connection, string runId, CancellationToken cancellationToken) => connection.Command(
        """
        SELECT company, stage, unit, result_json -> 'counts', result_json -> 'details', created_at FROM control.stage_outputs
        WHERE run_id = @run ORDER BY company COLLATE "C", stage COLLATE "C", unit COLLATE "C"
        """,
        ("run", runId)).ListAsync(
            reader => (reader.GetString(0), reader.GetString(1), new RunUnit
            {
                Name = reader.GetString(2),
                Counts = ControlJson.Read<StageCounts>(reader.GetString(3)),
                Details = reader.TextOrNull(4) is { } details ? ControlJson.Read<JsonObject>(details) : [],
                FinishedAt = reader.Instant(5),
            }),
            cancellationToken);

    private static Task<List<(string Company, RunStage Stage)>> ReadStagesAsync(
        NpgsqlConnection connection, string runId, ILookup<(string Company, string Stage), RunUnit> units, CancellationToken cancellationToken) => connection.Command(
        """
        SELECT company, stage, status, started_at, finished_at, units, manifest_path
        FROM control.run_stages LEFT JOIN control.stage_plans USING (run_id, company, stage)
        WHERE run_id = @run
        """,
        ("run", runId)).ListAsync(
            reader =>
            {
                RunUnit[] done = [.. units[(reader.GetString(0), reader.GetString(1))]];
                return (reader.GetString(0), new RunStage
                {
                    Stage = reader.GetString(1),
                    Status = EnumWords.Parse<RunStatus>(reader.GetString(2)),
                    StartedAt = reader.Instant(3),
                    FinishedAt = reader.InstantOrNull(4),
                    UnitsPlanned = reader.IsDBNull(5) ? null : reader.GetInt32(5),
                    ManifestPath = reader.TextOrNull(6),
                    Units = done,
                    Counts = StageTotals.Of(done.Select(unit => unit.Counts)),
                });
            },
            cancellationToken);
}
