using DataHound.Domain.Observability;
using DataHound.Domain.Scheduling;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Scheduling;

/// <summary>Ends runs, each once, and draws the consequences for their tasks in the same transaction.</summary>
internal sealed class TaskRunFinisher(NpgsqlDataSource source, TimeProvider clock, SchedulingOptions options)
{
    private static readonly TaskOutcome TaskInError = new() { Success = false, Message = "Skipped: the task failed too often in a row and rests until it is resumed." };

    /// <summary>As <see cref="ITaskRuns.RecordAsync"/>.</summary>
    public async Task<ExecutionRecord> RecordAsync(string runId, TaskOutcome outcome, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await TaskRunRows.LockTaskAsync(connection, runId, cancellationToken);
        await EndAsync(connection, runId, outcome, cancellationToken);
        var run = await TaskRunRows.FindAsync(connection, runId, cancellationToken)
            ?? throw new UserErrorException("task_run_unknown", $"There is no run '{runId}'.", "List the runs of the task to find its id.");
        await transaction.CommitAsync(cancellationToken);
        return run;
    }

    /// <summary>As <see cref="ITaskRuns.AbandonAsync"/>.</summary>
    public async Task<bool> AbandonAsync(string runId, UserError reason, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await TaskRunRows.LockTaskAsync(connection, runId, cancellationToken);
        var lost = await connection.Command(
            "SELECT EXISTS (SELECT FROM control.scheduler_run_details WHERE run_id = @run AND status = 'running' AND lease_until <= @now)", ("run", runId), ("now", now)).ScalarAsync<bool>(cancellationToken);
        if (!lost)
            return false;
        await EndAsync(connection, runId, TaskOutcome.Failed(reason), cancellationToken);
        var (task, run, _) = (await TaskRunRows.FindDueAsync(connection, runId, cancellationToken))!;
        if (task is { Status: ScheduledTaskStatus.Active, Definition.Recovery: Recovery.RunAgain } && run.Attempt < options.MaximumAttempts)
        {
            var attempt = run.Attempt + 1;
            await TickRecorder.InsertAsync(connection, task.Id, TaskRunNames.Again(runId, attempt), run.ScheduledAt, attempt, TaskRunTrigger.Recovery, now, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task EndAsync(NpgsqlConnection connection, string runId, TaskOutcome outcome, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        if (!await TaskRunRows.EndAsync(connection, runId, outcome.Success ? TaskRunStatus.Success : TaskRunStatus.Failed, outcome, now, cancellationToken))
            return;
        await connection.Command(
            """
            UPDATE control.scheduler_task_details SET failures_in_a_row = CASE WHEN @success THEN 0 ELSE failures_in_a_row + 1 END
            WHERE task_id = (SELECT task_id FROM control.scheduler_run_details WHERE run_id = @run)
            """,
            ("run", runId), ("success", outcome.Success)).RunAsync(cancellationToken);
        var (task, run, _) = (await TaskRunRows.FindDueAsync(connection, runId, cancellationToken))!;
        if (task.Status == ScheduledTaskStatus.Active && task.FailuresInARow >= options.FailuresUntilError)
            await RestAsync(connection, task, run, now, cancellationToken);
    }

    private static async Task RestAsync(NpgsqlConnection connection, ScheduledTask task, ExecutionRecord run, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await PostgresScheduledTasks.SkipQueuedAsync(connection, task.Id, TaskInError, now, cancellationToken);
        await connection.Command("UPDATE control.scheduler_tasks SET status = 'paused', updated_at = @now WHERE id = @task", ("task", task.Id), ("now", now)).RunAsync(cancellationToken);
        await connection.Command(
            "UPDATE control.scheduler_task_details SET errored_at = @now, next_tick_at = NULL, next_due_at = NULL, version = version + 1 WHERE task_id = @task",
            ("task", task.Id), ("now", now)).RunAsync(cancellationToken);
        await TaskNotices.TellErrorAsync(connection, task, run, now, cancellationToken);
    }
}
