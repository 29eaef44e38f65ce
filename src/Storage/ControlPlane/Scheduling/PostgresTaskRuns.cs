using DataHound.Domain.Observability;
using DataHound.Domain.Scheduling;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Scheduling;

/// <summary>The register of runs of scheduled tasks in Postgres. The row of a task's details is the lock for everything about the task.</summary>
internal sealed class PostgresTaskRuns(NpgsqlDataSource source, TimeProvider clock, SchedulingOptions options) : ITaskRuns
{
    private readonly TickRecorder _ticks = new(options);
    private readonly QueueRunner _queue = new(options);
    private readonly TaskRunFinisher _finisher = new(source, clock, options);

    /// <inheritdoc/>
    public async Task<DueClaim> ClaimDueAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (tasks, dropped) = await _ticks.RecordAsync(connection, now, cancellationToken);
        var started = await _queue.RunAsync(connection, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new DueClaim(started, dropped, tasks == options.BatchSize);
    }

    /// <inheritdoc/>
    public async Task<ExecutionRecord> RunNowAsync(RunNowRequest request, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var task = await ScheduledTaskRows.LockAsync(connection, request.TaskKey, cancellationToken);
        if (task is null or { Status: ScheduledTaskStatus.Deleted })
            throw SchedulingErrors.Unknown(request.TaskKey);
        var runId = TaskRunNames.OfKey(task.Id, request.IdempotencyKey ?? Guid.NewGuid().ToString("N"));
        if (await TaskRunRows.FindAsync(connection, runId, cancellationToken) is { } earlier)
            return earlier;
        var open = await connection.Command(
            "SELECT run_id FROM control.scheduler_run_details WHERE task_id = @task AND status IN ('queued', 'running') LIMIT 1", ("task", task.Id)).ScalarAsync<string>(cancellationToken);
        if (open is not null && task.Definition.Overlap == Overlap.Skip)
            throw new UserErrorException("task_running", $"Run '{open}' of task '{request.TaskKey}' is not done.", "Wait for its end, or let the task queue overlaps.");
        await TickRecorder.InsertAsync(connection, task.Id, runId, now, attempt: 1, TaskRunTrigger.Manual, now, cancellationToken);
        var run = await TaskRunRows.FindAsync(connection, runId, cancellationToken);
        await AuditWriter.AppendAsync(connection, TaskAudit.Run(task, runId, request.By), now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return run!;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DueRun>> ListUnstartedAsync(int limit, CancellationToken cancellationToken) => await source.Command(
        TaskRunRows.SelectDue("WHERE x.status = 'running' AND x.instance_started_at IS NULL ORDER BY x.scheduled_at, x.run_id LIMIT @limit"),
        ("limit", limit)).ListAsync(TaskRunRows.ReadDue, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DueRun>> ListSilentAsync(int limit, CancellationToken cancellationToken) => await source.Command(
        TaskRunRows.SelectDue("WHERE x.status = 'running' AND x.lease_until <= @now ORDER BY x.lease_until, x.run_id LIMIT @limit"),
        ("now", clock.Now()), ("limit", limit)).ListAsync(TaskRunRows.ReadDue, cancellationToken);

    /// <inheritdoc/>
    public Task MarkStartedAsync(string runId, CancellationToken cancellationToken) => source.Command(
        "UPDATE control.scheduler_run_details SET instance_started_at = @now WHERE run_id = @run AND instance_started_at IS NULL",
        ("run", runId), ("now", clock.Now())).RunAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<DueRun?> BeatAsync(string runId, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var alive = await connection.Command(
            "UPDATE control.scheduler_run_details SET lease_until = @lease WHERE run_id = @run AND status = 'running'",
            ("run", runId), ("lease", clock.Now() + options.Lease)).RunAsync(cancellationToken);
        return alive == 0 ? null : await TaskRunRows.FindDueAsync(connection, runId, cancellationToken);
    }

    /// <inheritdoc/>
    public Task SaveStateAsync(string runId, string stateJson, CancellationToken cancellationToken) => source.Command(
        "UPDATE control.scheduler_run_details SET state_json = @state::jsonb WHERE run_id = @run AND status = 'running'", ("run", runId), ("state", stateJson)).RunAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<ExecutionRecord> RecordAsync(string runId, TaskOutcome outcome, CancellationToken cancellationToken) => _finisher.RecordAsync(runId, outcome, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> AbandonAsync(string runId, UserError reason, CancellationToken cancellationToken) => _finisher.AbandonAsync(runId, reason, cancellationToken);

    /// <inheritdoc/>
    public async Task<ExecutionRecord?> FindAsync(string runId, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await TaskRunRows.FindAsync(connection, runId, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Page<ExecutionRecord>> ListAsync(string taskKey, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var after = PageCursor.Parse(cursor);
        limit = Math.Clamp(limit, 1, 1000);
        var runs = await TaskRunRows.ListAsync(
            source.Command(
                TaskRunRows.Select(
                    $"""
                    WHERE x.run_id = ANY (ARRAY(
                        SELECT p.run_id FROM control.scheduler_run_details p
                        WHERE p.task_id = (SELECT id FROM control.scheduler_tasks WHERE task_key = @task) {(after is null ? "" : "AND (p.scheduled_at, p.run_id) < (@at, @name)")}
                        ORDER BY p.scheduled_at DESC, p.run_id DESC LIMIT @limit))
                    ORDER BY x.scheduled_at DESC, x.run_id DESC
                    """),
                ("task", taskKey), ("at", after?.At), ("name", after?.Name), ("limit", limit + 1)),
            cancellationToken);
        return PageCursor.Cut(runs, limit, run => new PageCursor(run.ScheduledAt, run.RunId).ToString());
    }

    /// <inheritdoc/>
    public Task<int> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        source.Command("DELETE FROM control.scheduler_runs WHERE finished_at < @before", ("before", before)).RunAsync(cancellationToken);
}
