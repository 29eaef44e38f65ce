using DataHound.Storage.ControlPlane.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DataHound.Storage.ControlPlane.Migrations;

/// <summary>What is known about scheduled tasks and their runs beside <c>scheduler_tasks</c> and <c>scheduler_runs</c>.</summary>
[DbContext(typeof(ControlPlaneContext))]
[Migration("202611210010_SchedulingTables")]
internal sealed class SchedulingTables : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE control.scheduler_task_details (
            task_id uuid PRIMARY KEY REFERENCES control.scheduler_tasks (id),
            version bigint NOT NULL CHECK (version >= 1),
            priority integer NOT NULL CHECK (priority >= 0),
            catch_up text NOT NULL CHECK (catch_up IN ('none', 'latest', 'all')),
            catch_up_limit integer NOT NULL CHECK (catch_up_limit >= 1),
            overlap text NOT NULL CHECK (overlap IN ('skip', 'queue')),
            recovery text NOT NULL CHECK (recovery IN ('fail', 'run_again')),
            jitter_seconds integer NOT NULL CHECK (jitter_seconds >= 0),
            time_limit_seconds integer NOT NULL CHECK (time_limit_seconds >= 1),
            next_tick_at timestamptz,
            next_due_at timestamptz,
            last_tick_at timestamptz,
            failures_in_a_row integer NOT NULL CHECK (failures_in_a_row >= 0),
            errored_at timestamptz,
            CHECK ((next_tick_at IS NULL) = (next_due_at IS NULL)),
            CHECK (next_due_at >= next_tick_at)
        ) WITH (fillfactor = 80);
        CREATE INDEX scheduler_task_details_due ON control.scheduler_task_details (next_due_at) WHERE next_due_at IS NOT NULL;

        CREATE TABLE control.scheduler_run_details (
            run_id text PRIMARY KEY REFERENCES control.scheduler_runs (run_id) ON DELETE CASCADE,
            task_id uuid NOT NULL REFERENCES control.scheduler_tasks (id),
            scheduled_at timestamptz NOT NULL,
            attempt integer NOT NULL CHECK (attempt >= 1),
            trigger text NOT NULL CHECK (trigger IN ('schedule', 'catch_up', 'manual', 'recovery')),
            status text NOT NULL CHECK (status IN ('queued', 'running', 'success', 'failed', 'skipped')),
            instance_started_at timestamptz,
            lease_until timestamptz,
            state_json jsonb,
            CHECK ((status = 'running') = (lease_until IS NOT NULL))
        ) WITH (fillfactor = 80);
        CREATE UNIQUE INDEX scheduler_run_details_one_a_tick ON control.scheduler_run_details (task_id, scheduled_at) WHERE trigger IN ('schedule', 'catch_up');
        CREATE UNIQUE INDEX scheduler_run_details_one_running ON control.scheduler_run_details (task_id) WHERE status = 'running';
        CREATE INDEX scheduler_run_details_lease ON control.scheduler_run_details (lease_until) WHERE status = 'running';
        CREATE INDEX scheduler_run_details_queue ON control.scheduler_run_details (task_id, scheduled_at, run_id) WHERE status = 'queued';
        CREATE INDEX scheduler_run_details_newest ON control.scheduler_run_details (task_id, scheduled_at DESC, run_id DESC);
        CREATE INDEX scheduler_runs_finished ON control.scheduler_runs (finished_at);
        CREATE INDEX scheduler_tasks_key ON control.scheduler_tasks (task_key COLLATE "C");
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        "DROP INDEX control.scheduler_tasks_key, control.scheduler_runs_finished; DROP TABLE control.scheduler_run_details, control.scheduler_task_details;");
}
