using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.Pipelines;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>The course of stages in Postgres.</summary>
internal sealed class PostgresStageStore(NpgsqlDataSource source, TimeProvider clock, StageCommitter committer) : IStageStore
{
    /// <inheritdoc/>
    public async Task<RunStatus> BeginAsync(StageKey stage, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var now = clock.Now();
        var begun = await connection.Command(
            $"""
            INSERT INTO control.run_stages (run_id, company, stage, status, started_at)
            SELECT run_id, company, @stage, 'running', @now FROM control.run_companies
            WHERE run_id = @run AND company = @company AND status = 'running'
            ON CONFLICT DO NOTHING
            """,
            Of(stage, ("now", now))).RunAsync(cancellationToken);
        if (begun > 0)
            await connection.Command("UPDATE control.pipeline_runs SET stage = @stage WHERE id = (SELECT id FROM control.run_details WHERE run_id = @run) AND status = 'running'", ("run", stage.RunId), ("stage", stage.Stage)).RunAsync(cancellationToken);
        await PostgresRunStore.BeatAsync(connection, stage.RunId, now, cancellationToken);
        var status = await connection.Command($"SELECT status FROM control.run_stages WHERE {Key}", Of(stage)).ScalarAsync<string>(cancellationToken);
        return status is null ? throw StageErrors.NotActive(stage) : EnumWords.Parse<RunStatus>(status);
    }

    /// <inheritdoc/>
    public async Task<StagePlan> SavePlanAsync(StageKey stage, StagePlan plan, CancellationToken cancellationToken)
    {
        if (plan.Units.Select(unit => unit.Name).Distinct(StringComparer.Ordinal).Count() != plan.Units.Count)
            throw new ArgumentException("The names of a plan's units differ from each other.", nameof(plan));
        await source.Command(
            $"""
            INSERT INTO control.stage_plans (run_id, company, stage, units, plan_json, created_at)
            SELECT run_id, company, stage, @units, @plan::jsonb, @now FROM control.run_stages WHERE {Key} AND status = 'running'
            ON CONFLICT DO NOTHING
            """,
            Of(stage, ("units", plan.Units.Count), ("plan", ControlJson.Write(plan)), ("now", clock.Now()))).RunAsync(cancellationToken);
        return await FindPlanAsync(stage, cancellationToken) ?? throw StageErrors.NotActive(stage);
    }

    /// <inheritdoc/>
    public async Task<StagePlan?> FindPlanAsync(StageKey stage, CancellationToken cancellationToken)
    {
        var plan = await source.Command($"SELECT plan_json FROM control.stage_plans WHERE {Key}", Of(stage)).ScalarAsync<string>(cancellationToken);
        return plan is null ? null : ControlJson.Read<StagePlan>(plan);
    }

    /// <inheritdoc/>
    public async Task<StageUnitResult> SaveUnitResultAsync(StageKey stage, StageUnitResult result, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var now = clock.Now();
        await connection.Command(
            $$"""
            INSERT INTO control.stage_outputs (run_id, company, stage, unit, result_json, created_at)
            SELECT run_id, company, stage, @unit, @result::jsonb, @now
            FROM control.stage_plans JOIN control.run_stages USING (run_id, company, stage)
            WHERE {{Key}} AND status = 'running' AND plan_json @> jsonb_build_object('units', jsonb_build_array(jsonb_build_object('name', @unit::text)))
            ON CONFLICT DO NOTHING
            """,
            Of(stage, ("unit", result.Unit), ("result", ControlJson.Write(result)), ("now", now))).RunAsync(cancellationToken);
        await PostgresRunStore.BeatAsync(connection, stage.RunId, now, cancellationToken);
        return await FindUnitResultAsync(connection, stage, result.Unit, cancellationToken) ?? throw StageErrors.NotActive(stage);
    }

    /// <inheritdoc/>
    public async Task<StageUnitResult?> FindUnitResultAsync(StageKey stage, string unit, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await FindUnitResultAsync(connection, stage, unit, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StageUnitResult>> ListUnitResultsAsync(StageKey stage, CancellationToken cancellationToken) => await source.Command(
        $"SELECT result_json FROM control.stage_outputs WHERE {Key} ORDER BY unit COLLATE \"C\"", Of(stage)).ListAsync(
            reader => ControlJson.Read<StageUnitResult>(reader.GetString(0)), cancellationToken);

    /// <inheritdoc/>
    public async Task<StageCommit> CommitAsync(StageKey stage, CancellationToken cancellationToken)
    {
        var plan = await FindPlanAsync(stage, cancellationToken) ?? throw StageErrors.Incomplete(stage, "it is not planned");
        var results = await ListUnitResultsAsync(stage, cancellationToken);
        return await committer.CommitAsync(stage, plan, results, cancellationToken);
    }

    private const string Key = "run_id = @run AND company = @company AND stage = @stage";

    private static (string, object?)[] Of(StageKey stage, params ReadOnlySpan<(string, object?)> others) =>
        [("run", stage.RunId), ("company", stage.Company), ("stage", stage.Stage), .. others];

    private static async Task<StageUnitResult?> FindUnitResultAsync(NpgsqlConnection connection, StageKey stage, string unit, CancellationToken cancellationToken)
    {
        var result = await connection.Command($"SELECT result_json FROM control.stage_outputs WHERE {Key} AND unit = @unit", Of(stage, ("unit", unit))).ScalarAsync<string>(cancellationToken);
        return result is null ? null : ControlJson.Read<StageUnitResult>(result);
    }
}
