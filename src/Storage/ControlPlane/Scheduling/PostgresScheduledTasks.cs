using DataHound.Domain.Observability;
using DataHound.Domain.Scheduling;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Scheduling;

/// <summary>The register of scheduled tasks in Postgres.</summary>
internal sealed class PostgresScheduledTasks(NpgsqlDataSource source, TimeProvider clock) : IScheduledTasks
{
    private static readonly TaskOutcome Withdrawn = new() { Success = false, Message = "Skipped: the task was paused or deleted before its turn came." };

    /// <inheritdoc/>
    public async Task<ScheduledTask> CreateAsync(ScheduledTaskDefinition definition, Initiator by, CancellationToken cancellationToken) =>
        await AddAsync(definition, alsoDeleted: true, by, cancellationToken) ?? throw SchedulingErrors.Exists(definition.Key);

    /// <inheritdoc/>
    public async Task<bool> CreateOnceAsync(ScheduledTaskDefinition definition, Initiator by, CancellationToken cancellationToken) =>
        await AddAsync(definition, alsoDeleted: false, by, cancellationToken) is not null;

    /// <inheritdoc/>
    public Task<ScheduledTask> UpdateAsync(ScheduledTaskDefinition definition, long? version, Initiator by, CancellationToken cancellationToken)
    {
        ScheduledTaskRules.Check(definition);
        return ChangeAsync(definition.Key, version, "update", by, (connection, task) => WriteAsync(connection, definition, task, task.Status, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ScheduledTask?> FindAsync(string key, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await ScheduledTaskRows.FindAsync(connection, key, cancellationToken) is { Status: not ScheduledTaskStatus.Deleted } task ? task : null;
    }

    /// <inheritdoc/>
    public async Task<Page<ScheduledTask>> ListAsync(TaskQuery query, CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(query.Limit, 1, 1000);
        var conditions = new List<string>();
        if (query.Company is not null)
            conditions.Add("t.company = @company");
        if (query.Type is not null)
            conditions.Add("t.task_type = @type");
        var after = KeyCursor.Parse(query.Cursor);
        if (after is not null)
            conditions.Add("t.task_key > @cursor COLLATE \"C\"");
        conditions.Add(query.Status switch
        {
            null => "t.status <> 'deleted'",
            ScheduledTaskStatus.Error => "t.status = 'paused' AND d.errored_at IS NOT NULL",
            ScheduledTaskStatus.Paused => "t.status = 'paused' AND d.errored_at IS NULL",
            _ => "t.status = @status",
        });
        var tasks = await source.Command(
            $"SELECT {ScheduledTaskRows.Columns} FROM {ScheduledTaskRows.Tables} WHERE {string.Join(" AND ", conditions)} ORDER BY t.task_key COLLATE \"C\" LIMIT @limit",
            ("company", query.Company), ("type", query.Type), ("cursor", after), ("status", query.Status?.Word()), ("limit", limit + 1)).ListAsync(ScheduledTaskRows.Read, cancellationToken);
        return PageCursor.Cut(tasks, limit, task => KeyCursor.Of(task.Definition.Key));
    }

    /// <inheritdoc/>
    public Task<ScheduledTask> PauseAsync(string key, long? version, Initiator by, CancellationToken cancellationToken) =>
        StopAsync(key, version, ScheduledTaskStatus.Paused, "pause", by, cancellationToken);

    /// <inheritdoc/>
    public Task<ScheduledTask> ResumeAsync(string key, long? version, Initiator by, CancellationToken cancellationToken) => ChangeAsync(
        key,
        version,
        "resume",
        by,
        async (connection, task) =>
        {
            if (task.Status == ScheduledTaskStatus.Active)
                return;
            await WriteAsync(connection, task.Definition, task, ScheduledTaskStatus.Active, cancellationToken);
            if (task.Status == ScheduledTaskStatus.Error)
                await TaskNotices.TellResumedAsync(connection, (await ScheduledTaskRows.FindAsync(connection, key, cancellationToken))!, clock.Now(), cancellationToken);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<ScheduledTask> DeleteAsync(string key, long? version, Initiator by, CancellationToken cancellationToken) =>
        StopAsync(key, version, ScheduledTaskStatus.Deleted, "delete", by, cancellationToken);

    /// <summary>Records the waiting runs of a task as skipped.</summary>
    internal static async Task SkipQueuedAsync(NpgsqlConnection connection, Guid taskId, TaskOutcome reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var queued = await connection.Command("SELECT run_id FROM control.scheduler_run_details WHERE task_id = @task AND status = 'queued'", ("task", taskId)).ListAsync(
            reader => reader.GetString(0), cancellationToken);
        foreach (var runId in queued)
            await TaskRunRows.EndAsync(connection, runId, TaskRunStatus.Skipped, reason, now, cancellationToken);
    }

    private Task<ScheduledTask> StopAsync(string key, long? version, ScheduledTaskStatus status, string verb, Initiator by, CancellationToken cancellationToken) => ChangeAsync(
        key,
        version,
        verb,
        by,
        async (connection, task) =>
        {
            if (task.Status == status)
                return;
            await SkipQueuedAsync(connection, task.Id, Withdrawn, clock.Now(), cancellationToken);
            await WriteAsync(connection, task.Definition, task, status, cancellationToken);
        },
        cancellationToken);

    private async Task<ScheduledTask> ChangeAsync(string key, long? version, string verb, Initiator by, Func<NpgsqlConnection, ScheduledTask, Task> change, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var task = await ScheduledTaskRows.LockAsync(connection, key, cancellationToken);
        if (task is null or { Status: ScheduledTaskStatus.Deleted })
            throw SchedulingErrors.Unknown(key);
        if (version is not null && version != task.Version)
            throw SchedulingErrors.Changed(key);
        await change(connection, task);
        return await CommitAsync(connection, transaction, task, key, verb, by, cancellationToken);
    }

    private async Task<ScheduledTask> CommitAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, ScheduledTask? before, string key, string verb, Initiator by, CancellationToken cancellationToken)
    {
        var task = (await ScheduledTaskRows.FindAsync(connection, key, cancellationToken))!;
        if (task.Version != before?.Version)
            await AuditWriter.AppendAsync(connection, TaskAudit.Act(task, verb, before?.Version, by), clock.Now(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return task;
    }

    private async Task<ScheduledTask?> AddAsync(ScheduledTaskDefinition definition, bool alsoDeleted, Initiator by, CancellationToken cancellationToken)
    {
        ScheduledTaskRules.Check(definition);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.LockAsync($"schedule:{definition.Key}", cancellationToken);
        var earlier = await ScheduledTaskRows.LockAsync(connection, definition.Key, cancellationToken);
        if (earlier is not null && !(alsoDeleted && earlier.Status == ScheduledTaskStatus.Deleted))
            return null;
        await WriteAsync(connection, definition, earlier, ScheduledTaskStatus.Active, cancellationToken);
        return await CommitAsync(connection, transaction, earlier, definition.Key, "create", by, cancellationToken);
    }

    /// <summary>Writes a definition and a status. An active task's next tick is found anew, unless neither its schedule nor its activity changed: a tick that has come is not lost.</summary>
    private async Task WriteAsync(NpgsqlConnection connection, ScheduledTaskDefinition task, ScheduledTask? before, ScheduledTaskStatus status, CancellationToken cancellationToken)
    {
        var id = before?.Id ?? DeterministicId.Of("task", task.Key);
        var now = clock.Now();
        var tick = NextTick(task, before, status, now);
        await connection.Command(
            """
            INSERT INTO control.scheduler_tasks (id, task_key, task_type, company, config_json, schedule_type, schedule_expr, timezone, status, created_at, updated_at)
            VALUES (@id, @key, @type, @company, @config::jsonb, @kind, @expr, @zone, @status, @now, @now)
            ON CONFLICT (id) DO UPDATE SET task_type = @type, company = @company, config_json = @config::jsonb, schedule_type = @kind, schedule_expr = @expr, timezone = @zone,
                status = @status, updated_at = @now
            """,
            ("id", id), ("key", task.Key), ("type", task.Type), ("company", task.Company), ("config", task.ConfigJson), ("kind", task.Schedule.Kind), ("expr", task.Schedule.ToString()),
            ("zone", task.TimeZone), ("status", (status == ScheduledTaskStatus.Error ? ScheduledTaskStatus.Paused : status).Word()), ("now", now)).RunAsync(cancellationToken);
        await connection.Command(
            """
            INSERT INTO control.scheduler_task_details AS d (task_id, version, priority, catch_up, catch_up_limit, overlap, recovery, jitter_seconds, time_limit_seconds, next_tick_at, next_due_at,
                failures_in_a_row)
            VALUES (@id, 1, @priority, @catchUp, @limit, @overlap, @recovery, @jitter, @timeLimit, @tick, @due, 0)
            ON CONFLICT (task_id) DO UPDATE SET version = d.version + 1, priority = @priority, catch_up = @catchUp, catch_up_limit = @limit, overlap = @overlap, recovery = @recovery,
                jitter_seconds = @jitter, time_limit_seconds = @timeLimit, next_tick_at = @tick, next_due_at = @due,
                errored_at = CASE WHEN @status = 'error' THEN d.errored_at END, failures_in_a_row = CASE WHEN @fresh THEN 0 ELSE d.failures_in_a_row END
            """,
            ("id", id), ("priority", task.Priority), ("catchUp", task.CatchUp.Word()), ("limit", task.CatchUpLimit), ("overlap", task.Overlap.Word()), ("recovery", task.Recovery.Word()),
            ("jitter", (int)task.Jitter.TotalSeconds), ("timeLimit", (int)task.TimeLimit.TotalSeconds), ("tick", tick), ("due", tick is { } at ? new StartJitter(id, task.Jitter).Due(at) : null),
            ("status", status.Word()), ("fresh", status == ScheduledTaskStatus.Active && before?.Status != ScheduledTaskStatus.Active)).RunAsync(cancellationToken);
    }

    private static DateTimeOffset? NextTick(ScheduledTaskDefinition task, ScheduledTask? before, ScheduledTaskStatus status, DateTimeOffset now)
    {
        if (status != ScheduledTaskStatus.Active)
            return null;
        if (before is { Status: ScheduledTaskStatus.Active } && before.Definition.Schedule == task.Schedule && before.Definition.TimeZone == task.TimeZone)
            return before.NextTick;
        return task.Schedule.Next(now, ScheduledTaskRules.Zone(task.TimeZone)) ?? throw SchedulingErrors.Never(task.Key);
    }
}
