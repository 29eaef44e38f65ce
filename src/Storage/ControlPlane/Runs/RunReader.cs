using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>Reads runs.</summary>
internal static class RunReader
{
    /// <summary>Selects what <see cref="Read"/> reads.</summary>
    private const string Select =
        """
        SELECT p.run_id, p.pipeline_name, p.company, d.companies, d.stages, d.as_of, d.attempt, d.status, d.requested_by, p.started_at,
               d.instance_started_at, d.heartbeat_at, p.finished_at, d.cancel_requested_at IS NOT NULL, p.error_json
        FROM control.run_details d JOIN control.pipeline_runs p ON p.id = d.id
        """;

    /// <summary>One run, or null.</summary>
    public static Task<PipelineRun?> FindAsync(NpgsqlConnection connection, string runId, CancellationToken cancellationToken) =>
        connection.Command($"{Select} WHERE d.run_id = @run", ("run", runId)).FirstAsync(Read, cancellationToken);

    /// <summary>Active runs; with <paramref name="unstarted"/> only those without an orchestration.</summary>
    public static async Task<IReadOnlyList<PipelineRun>> ListActiveAsync(NpgsqlDataSource source, bool unstarted, int limit, CancellationToken cancellationToken) => await source.Command(
        $"{Select} WHERE d.status = 'running' AND (NOT @unstarted OR d.instance_started_at IS NULL) ORDER BY {(unstarted ? "p.started_at" : "d.heartbeat_at")}, d.run_id LIMIT @limit",
        ("unstarted", unstarted), ("limit", limit)).ListAsync(Read, cancellationToken);

    /// <summary>A page of runs, newest first.</summary>
    public static async Task<Page<PipelineRun>> ListAsync(NpgsqlDataSource source, RunQuery query, CancellationToken cancellationToken)
    {
        var after = PageCursor.Parse(query.Cursor);
        var limit = Math.Clamp(query.Limit, 1, 1000);
        var (table, conditions) = query.Company is null ? ("pipeline_runs", OfAll(query)) : ("run_companies", OfCompany(query));
        if (after is not null)
            conditions.Add("started_at <= @at AND (started_at, run_id) < (@at, @name)");
        var where = conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", conditions)}";

        // The page is cut in an index of the one table that has all that is filtered by; only its runs are looked up.
        var runs = await source.Command(
            $"{Select} WHERE d.run_id IN (SELECT run_id FROM control.{table} {where} ORDER BY started_at DESC, run_id DESC LIMIT @limit) ORDER BY p.started_at DESC, p.run_id DESC",
            ("pipeline", query.Pipeline), ("status", query.Status?.Word()), ("company", query.Company), ("at", after?.At), ("name", after?.Name), ("limit", limit + 1)).ListAsync(Read, cancellationToken);
        return PageCursor.Cut(runs, limit, run => new PageCursor(run.StartedAt, run.RunId).ToString());
    }

    /// <summary>The design's table knows no canceled runs: they are failed ones with that error.</summary>
    private static List<string> OfAll(RunQuery query)
    {
        var conditions = new List<string>();
        if (query.Pipeline is not null)
            conditions.Add("pipeline_name = @pipeline");
        if (query.Status is not null)
        {
            conditions.Add(query.Status switch
            {
                RunStatus.Canceled => $"status = 'failed' AND error_json ->> 'code' = '{RunFinisher.CanceledCode}'",
                RunStatus.Failed => $"status = 'failed' AND error_json ->> 'code' IS DISTINCT FROM '{RunFinisher.CanceledCode}'",
                _ => "status = @status",
            });
        }

        return conditions;
    }

    private static List<string> OfCompany(RunQuery query)
    {
        var conditions = new List<string> { "company = @company" };
        if (query.Pipeline is not null)
            conditions.Add("pipeline_name = @pipeline");
        if (query.Status is not null)
            conditions.Add("run_status = @status");
        return conditions;
    }

    /// <summary>An error column.</summary>
    public static UserError? Error(NpgsqlDataReader reader, int column) => reader.TextOrNull(column) is { } json ? ControlJson.Read<UserError>(json) : null;

    private static PipelineRun Read(NpgsqlDataReader reader) => new()
    {
        RunId = reader.GetString(0),
        Pipeline = reader.GetString(1),
        Company = reader.GetString(2),
        Companies = reader.GetFieldValue<string[]>(3),
        Stages = reader.GetFieldValue<string[]>(4),
        AsOf = reader.Instant(5),
        Attempt = reader.GetInt32(6),
        Status = EnumWords.Parse<RunStatus>(reader.GetString(7)),
        RequestedBy = reader.GetString(8),
        StartedAt = reader.Instant(9),
        InstanceStartedAt = reader.InstantOrNull(10),
        HeartbeatAt = reader.Instant(11),
        FinishedAt = reader.InstantOrNull(12),
        CancelRequested = reader.GetBoolean(13),
        Error = Error(reader, 14),
    };
}
