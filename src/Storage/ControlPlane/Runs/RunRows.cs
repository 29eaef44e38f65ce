using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>The rows that make a run known. The caller has a transaction and holds the pipeline's lock.</summary>
internal static class RunRows
{
    /// <summary>The active run that stands in the way of another of these companies, or null.</summary>
    public static Task<StartRunResult?> FindConflictAsync(NpgsqlConnection connection, string pipeline, IReadOnlyList<string> companies, CancellationToken cancellationToken) => connection.Command(
        """
        SELECT run_id, company FROM control.run_companies
        WHERE pipeline_name = @pipeline AND company = ANY (@companies) AND status = 'running'
        ORDER BY company LIMIT 1
        """,
        ("pipeline", pipeline), ("companies", companies.ToArray())).FirstAsync(
            reader => new StartRunResult { Outcome = StartRunOutcome.Conflict, ActiveRunId = reader.GetString(0), ActiveCompany = reader.GetString(1) }, cancellationToken);

    /// <summary>Adds them.</summary>
    public static async Task InsertAsync(NpgsqlConnection connection, string runId, int attempt, StartRunRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(now);
        var input = ControlJson.Write(new { request.Companies, request.Stages, request.AsOf, request.RequestedBy });
        await connection.Command(
            """
            INSERT INTO control.run_details (run_id, id, name_prefix, attempt, status, companies, stages, as_of, requested_by, heartbeat_at)
            VALUES (@run, @id, @prefix, @attempt, 'running', @companies, @stages, @asOf, @by, @now)
            """,
            ("run", runId), ("id", id), ("prefix", RunNames.Prefix(request)), ("attempt", attempt), ("companies", request.Companies.ToArray()), ("stages", request.Stages.ToArray()),
            ("asOf", request.AsOf.AddTicks(-(request.AsOf.Ticks % TimeSpan.TicksPerSecond))), ("by", request.RequestedBy), ("now", now)).RunAsync(cancellationToken);
        await connection.Command(
            """
            INSERT INTO control.pipeline_runs (id, run_id, company, pipeline_name, stage, status, input_manifest_json, started_at)
            VALUES (@id, @run, @company, @pipeline, @stage, 'running', @input::jsonb, @now)
            """,
            ("id", id), ("run", runId), ("company", RunNames.CompanyOf(request.Companies)), ("pipeline", request.Pipeline),
            ("stage", request.Stages[0]), ("input", input), ("now", now)).RunAsync(cancellationToken);
        await connection.Command(
            """
            INSERT INTO control.run_companies (run_id, company, pipeline_name, status, started_at)
            SELECT @run, company, @pipeline, 'running', @now FROM unnest(@companies) AS company
            """,
            ("run", runId), ("companies", request.Companies.ToArray()), ("pipeline", request.Pipeline), ("now", now)).RunAsync(cancellationToken);
    }
}
