using DataHound.Domain.Reviews;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Reviews;

/// <summary>Reads and writes whole gates.</summary>
internal static class ReviewGateQueries
{
    private const string Select =
        """
        SELECT g.id, g.task_id, g.mode, d.status, d.required, d.checks_json, d.company, d.run_id, d.stage, d.instance_id,
            g.pr_number, g.repo, g.branch, d.head_sha, d.opened_at, d.due_at, d.decided_by, d.reason, d.decided_at, g.updated_at
        FROM control.review_gates g JOIN control.review_gate_details d ON d.gate_id = g.id
        """;

    /// <summary>The gate, locked until the transaction ends when asked for; null when there is none.</summary>
    public static Task<ReviewGate?> FindAsync(NpgsqlConnection connection, Guid id, bool forUpdate, CancellationToken cancellationToken) =>
        connection.Command($"{Select} WHERE g.id = @id {(forUpdate ? "FOR UPDATE" : "")}", ("id", id)).FirstAsync(Read, cancellationToken);

    /// <summary>Gates that a condition names, in an order.</summary>
    public static Task<List<ReviewGate>> ListAsync(
        NpgsqlConnection connection, string conditionAndOrder, (string Name, object? Value)[] parameters, CancellationToken cancellationToken) =>
        connection.Command($"{Select} WHERE {conditionAndOrder}", parameters).ListAsync(Read, cancellationToken);

    /// <summary>Writes a gate, new or changed.</summary>
    public static async Task SaveAsync(NpgsqlConnection connection, ReviewGate gate, CancellationToken cancellationToken)
    {
        await connection.Command(
            """
            INSERT INTO control.review_gates (id, task_id, pr_number, repo, branch, ci_passed, codex_passed, claude_passed, gemini_passed, branch_up_to_date, screenshots_included, mode, ready, updated_at)
            VALUES (@id, @task, @number, @repository, @branch, @ci, @codex, @claude, @gemini, @upToDate, @screenshots, @mode, @ready, @updated)
            ON CONFLICT (id) DO UPDATE SET branch = excluded.branch, ci_passed = excluded.ci_passed, codex_passed = excluded.codex_passed, claude_passed = excluded.claude_passed,
                gemini_passed = excluded.gemini_passed, branch_up_to_date = excluded.branch_up_to_date, screenshots_included = excluded.screenshots_included,
                mode = excluded.mode, ready = excluded.ready, updated_at = excluded.updated_at
            """,
            ("id", gate.Id), ("task", gate.TaskId), ("number", gate.PullRequest), ("repository", gate.Repository), ("branch", gate.Branch),
            ("ci", Passed(gate, ReviewChecks.Ci)), ("codex", Passed(gate, ReviewChecks.Codex)), ("claude", Passed(gate, ReviewChecks.Claude)), ("gemini", Passed(gate, ReviewChecks.Gemini)),
            ("upToDate", Passed(gate, ReviewChecks.BranchUpToDate)), ("screenshots", Passed(gate, ReviewChecks.ScreenshotsIncluded)),
            ("mode", gate.Mode.Word()), ("ready", gate.Ready), ("updated", gate.UpdatedAt)).RunAsync(cancellationToken);
        await connection.Command(
            """
            INSERT INTO control.review_gate_details (gate_id, status, company, run_id, stage, instance_id, head_sha, required, checks_json, opened_at, due_at, decided_by, reason, decided_at)
            VALUES (@id, @status, @company, @run, @stage, @instance, @sha, @required, @checks::jsonb, @opened, @due, @by, @reason, @decided)
            ON CONFLICT (gate_id) DO UPDATE SET status = excluded.status, head_sha = excluded.head_sha, required = excluded.required, checks_json = excluded.checks_json,
                decided_by = excluded.decided_by, reason = excluded.reason, decided_at = excluded.decided_at
            """,
            ("id", gate.Id), ("status", gate.Status.Word()), ("company", gate.Company), ("run", gate.RunId), ("stage", gate.Stage), ("instance", gate.InstanceId), ("sha", gate.HeadSha),
            ("required", gate.Required.ToArray()), ("checks", ControlJson.Write(gate.Checks)), ("opened", gate.OpenedAt), ("due", gate.DueAt),
            ("by", gate.DecidedBy), ("reason", gate.Reason), ("decided", gate.DecidedAt)).RunAsync(cancellationToken);
    }

    private static bool? Passed(ReviewGate gate, string check) => gate.Checks.GetValueOrDefault(check)?.Passed;

    private static ReviewGate Read(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        TaskId = reader.GetString(1),
        Mode = EnumWords.Parse<ReviewMode>(reader.GetString(2)),
        Status = EnumWords.Parse<ReviewStatus>(reader.GetString(3)),
        Required = reader.GetFieldValue<string[]>(4),
        Checks = ControlJson.Read<Dictionary<string, ReviewCheck>>(reader.GetString(5)),
        Company = reader.TextOrNull(6),
        RunId = reader.TextOrNull(7),
        Stage = reader.TextOrNull(8),
        InstanceId = reader.TextOrNull(9),
        PullRequest = reader.IsDBNull(10) ? null : reader.GetInt32(10),
        Repository = reader.TextOrNull(11),
        Branch = reader.TextOrNull(12),
        HeadSha = reader.TextOrNull(13),
        OpenedAt = reader.Instant(14),
        DueAt = reader.InstantOrNull(15),
        DecidedBy = reader.TextOrNull(16),
        Reason = reader.TextOrNull(17),
        DecidedAt = reader.InstantOrNull(18),
        UpdatedAt = reader.Instant(19),
    };
}
