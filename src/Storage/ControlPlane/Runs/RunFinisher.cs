using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane.Notifications;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>Ends companies' parts and runs, each once.</summary>
internal sealed class RunFinisher(NpgsqlDataSource source, TimeProvider clock)
{
    /// <summary>The error of a run that was canceled. An index of <c>pipeline_runs</c> has it too.</summary>
    public const string CanceledCode = "run_canceled";

    private static readonly UserError NotFinished = new("run_not_finished", "The run ended before all of its work was done.", "Start the run again; what was published is kept and not done twice.");

    /// <summary>As <see cref="IRunStore.FinishCompanyAsync"/>.</summary>
    public async Task<RunStatus> FinishCompanyAsync(string runId, string company, RunStatus status, UserError? error, CancellationToken cancellationToken)
    {
        if (status is RunStatus.Running)
            throw new ArgumentOutOfRangeException(nameof(status), status, "A final status is needed.");
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await FinishCompaniesAsync(connection, runId, company, status, error, cancellationToken);
        var stands = await connection.Command("SELECT status FROM control.run_companies WHERE run_id = @run AND company = @company", ("run", runId), ("company", company)).ScalarAsync<string>(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return stands is null ? throw NoSuchRun(runId) : EnumWords.Parse<RunStatus>(stands);
    }

    /// <summary>As <see cref="IRunStore.FinishRunAsync"/>.</summary>
    public async Task<PipelineRun> FinishRunAsync(string runId, UserError? unfinished, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var cancel = await connection.Command(
            "SELECT cancel_requested_at IS NOT NULL FROM control.run_details WHERE run_id = @run AND status = 'running' FOR NO KEY UPDATE", ("run", runId)).ScalarAsync<bool?>(cancellationToken);
        if (cancel is { } canceled)
        {
            await FinishCompaniesAsync(connection, runId, null, canceled ? RunStatus.Canceled : RunStatus.Failed, canceled ? null : unfinished ?? NotFinished, cancellationToken);
            var (status, error) = await JudgeAsync(connection, runId, cancellationToken);
            await EndAsync(connection, runId, status, error, cancellationToken);
        }

        var run = await RunReader.FindAsync(connection, runId, cancellationToken) ?? throw NoSuchRun(runId);
        await transaction.CommitAsync(cancellationToken);
        return run;
    }

    private async Task FinishCompaniesAsync(NpgsqlConnection connection, string runId, string? company, RunStatus status, UserError? error, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var ended = await connection.Command(
            """
            WITH ended AS (
                UPDATE control.run_companies SET status = @status, finished_at = @now, error_json = @error::jsonb
                WHERE run_id = @run AND (@company::text IS NULL OR company = @company) AND status = 'running'
                RETURNING company, pipeline_name),
            stages AS (
                UPDATE control.run_stages SET status = CASE @status WHEN 'success' THEN 'failed' ELSE @status END, finished_at = @now
                WHERE run_id = @run AND status = 'running' AND company IN (SELECT company FROM ended))
            SELECT company, pipeline_name, (
                SELECT coalesce(sum(rows.value::bigint), 0)::bigint FROM control.run_stages s, jsonb_each_text(s.counts_json -> 'quarantined') rows
                WHERE s.run_id = @run AND s.company = ended.company)
            FROM ended ORDER BY company COLLATE "C"
            """,
            ("run", runId), ("company", company), ("status", status.Word()), ("now", now), ("error", error is null ? null : ControlJson.Write(error)))
            .ListAsync(reader => RunNotices.Ended(runId, reader.GetString(0), reader.GetString(1), status, error, reader.GetInt64(2)), cancellationToken);
        foreach (var notice in ended)
            await NoticeWriter.WriteAsync(connection, notice, now, cancellationToken);
    }

    private static async Task<(RunStatus Status, UserError? Error)> JudgeAsync(NpgsqlConnection connection, string runId, CancellationToken cancellationToken)
    {
        var companies = await connection.Command(
            "SELECT company, status, error_json FROM control.run_companies WHERE run_id = @run ORDER BY company COLLATE \"C\"", ("run", runId)).ListAsync(
                reader => (Company: reader.GetString(0), Status: EnumWords.Parse<RunStatus>(reader.GetString(1)), Error: RunReader.Error(reader, 2)), cancellationToken);
        var failed = companies.FindAll(company => company.Status is RunStatus.Failed);
        if (failed.Count > 0)
        {
            var first = failed[0].Error ?? UserError.Unexpected;
            var error = companies.Count == 1 ? first : first with { Cause = $"{failed.Count} of {companies.Count} companies failed; {failed[0].Company}: {first.Cause}" };
            return (RunStatus.Failed, error);
        }

        return companies.Exists(company => company.Status is RunStatus.Canceled)
            ? (RunStatus.Canceled, new UserError(CanceledCode, "The run was canceled.", "Start it again when the work is wanted after all; what was published is kept."))
            : (RunStatus.Success, null);
    }

    private async Task EndAsync(NpgsqlConnection connection, string runId, RunStatus status, UserError? error, CancellationToken cancellationToken)
    {
        await connection.Command("UPDATE control.run_details SET status = @status WHERE run_id = @run", ("run", runId), ("status", status.Word())).RunAsync(cancellationToken);
        await connection.Command("UPDATE control.run_companies SET run_status = @status WHERE run_id = @run", ("run", runId), ("status", status.Word())).RunAsync(cancellationToken);
        await connection.Command(
            """
            UPDATE control.pipeline_runs SET status = @status, finished_at = @now, error_json = @error::jsonb,
                output_manifest_json = jsonb_build_object(
                    'stages', (SELECT coalesce(jsonb_agg(jsonb_build_object('company', company, 'stage', stage, 'manifest', manifest_path, 'sha256', manifest_sha256) ORDER BY finished_at, company, stage), '[]')
                        FROM control.run_stages WHERE run_id = @run AND status = 'success'),
                    'output_datasets', (SELECT coalesce(jsonb_agg(jsonb_build_object('company', company, 'dataset_name', dataset_name, 'version_tag', version_tag, 'file_path', file_path,
                        'schema_version', schema_version, 'row_count', row_count, 'checksum', checksum) ORDER BY company, dataset_name, version_tag), '[]')
                        FROM control.dataset_versions WHERE produced_by_run_id = @run))
            WHERE id = (SELECT id FROM control.run_details WHERE run_id = @run)
            """,
            ("run", runId), ("now", clock.Now()), ("status", (status is RunStatus.Success ? RunStatus.Success : RunStatus.Failed).Word()),
            ("error", error is null ? null : ControlJson.Write(error))).RunAsync(cancellationToken);
    }

    private static UserErrorException NoSuchRun(string runId) => new("run_not_found", $"There is no run '{runId}'.", "List the runs to find its id.");
}
