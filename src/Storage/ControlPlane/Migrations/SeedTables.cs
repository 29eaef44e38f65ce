using DataHound.Storage.ControlPlane.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DataHound.Storage.ControlPlane.Migrations;

/// <summary>The eight tables of the storage design. They never get further columns: what else is known about their rows lies beside them.</summary>
[DbContext(typeof(ControlPlaneContext))]
[Migration("202611210001_SeedTables")]
internal sealed class SeedTables : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE control.scheduler_tasks (
            id uuid PRIMARY KEY,
            task_key text NOT NULL UNIQUE,
            task_type text NOT NULL,
            company text NOT NULL,
            config_json jsonb NOT NULL,
            schedule_type text NOT NULL,
            schedule_expr text,
            timezone text NOT NULL,
            status text NOT NULL CHECK (status IN ('active', 'paused', 'deleted')),
            created_at timestamptz NOT NULL,
            updated_at timestamptz NOT NULL
        );
        CREATE INDEX scheduler_tasks_company ON control.scheduler_tasks (company);
        CREATE INDEX scheduler_tasks_status ON control.scheduler_tasks (status);

        CREATE TABLE control.scheduler_runs (
            id uuid PRIMARY KEY,
            task_id uuid NOT NULL REFERENCES control.scheduler_tasks (id),
            run_id text NOT NULL UNIQUE,
            started_at timestamptz NOT NULL,
            finished_at timestamptz,
            success boolean,
            message text,
            duration_ms bigint CHECK (duration_ms >= 0),
            metadata_json jsonb
        );
        CREATE INDEX scheduler_runs_task ON control.scheduler_runs (task_id, started_at DESC);

        CREATE TABLE control.pipeline_runs (
            id uuid PRIMARY KEY,
            run_id text NOT NULL UNIQUE CHECK (length(run_id) <= 100),
            company text NOT NULL,
            pipeline_name text NOT NULL,
            stage text NOT NULL,
            status text NOT NULL CHECK (status IN ('running', 'success', 'failed')),
            input_manifest_json jsonb,
            output_manifest_json jsonb,
            error_json jsonb,
            started_at timestamptz NOT NULL,
            finished_at timestamptz,
            CHECK ((status = 'running') = (finished_at IS NULL))
        );
        CREATE INDEX pipeline_runs_started ON control.pipeline_runs (started_at DESC, run_id DESC);
        CREATE INDEX pipeline_runs_pipeline ON control.pipeline_runs (pipeline_name, started_at DESC, run_id DESC);

        CREATE TABLE control.dataset_versions (
            id uuid PRIMARY KEY,
            dataset_name text NOT NULL,
            company text NOT NULL,
            version_tag text NOT NULL,
            schema_version text NOT NULL,
            file_path text NOT NULL,
            row_count bigint CHECK (row_count >= 0),
            checksum text,
            produced_by_run_id text REFERENCES control.pipeline_runs (run_id),
            created_at timestamptz NOT NULL,
            UNIQUE (company, dataset_name, version_tag)
        );
        CREATE INDEX dataset_versions_run ON control.dataset_versions (produced_by_run_id);

        CREATE TABLE control.events_index (
            id uuid PRIMARY KEY,
            event_id text NOT NULL UNIQUE,
            company text NOT NULL,
            event_type text NOT NULL,
            entity_type text NOT NULL,
            entity_id text NOT NULL,
            severity text NOT NULL CHECK (severity IN ('low', 'medium', 'high', 'critical')),
            status text NOT NULL CHECK (status IN ('active', 'resolved', 'archived')),
            first_seen_at timestamptz NOT NULL,
            last_seen_at timestamptz NOT NULL,
            source_file text,
            details_json jsonb NOT NULL
        ) WITH (fillfactor = 80);
        CREATE INDEX events_index_newest ON control.events_index (company, first_seen_at DESC, event_id);
        CREATE INDEX events_index_type_status ON control.events_index (company, event_type, status, first_seen_at DESC, event_id);
        CREATE INDEX events_index_entity ON control.events_index (company, entity_id);

        CREATE TABLE control.review_gates (
            id uuid PRIMARY KEY,
            task_id text NOT NULL,
            pr_number integer,
            repo text,
            branch text,
            ci_passed boolean,
            codex_passed boolean,
            claude_passed boolean,
            gemini_passed boolean,
            branch_up_to_date boolean,
            screenshots_included boolean,
            mode text NOT NULL CHECK (mode IN ('strict', 'soft')),
            ready boolean,
            updated_at timestamptz NOT NULL
        );
        CREATE INDEX review_gates_task ON control.review_gates (task_id);

        CREATE TABLE control.notifications (
            id uuid PRIMARY KEY,
            task_id text NOT NULL,
            channel text NOT NULL,
            target text NOT NULL,
            message_type text NOT NULL CHECK (message_type IN ('ready', 'failed', 'info')),
            payload_json jsonb NOT NULL,
            sent_at timestamptz NOT NULL,
            status text NOT NULL CHECK (status IN ('sent', 'failed')),
            provider_message_id text
        );
        CREATE INDEX notifications_task ON control.notifications (task_id);

        CREATE TABLE control.idempotency_keys (
            key text PRIMARY KEY,
            scope text NOT NULL,
            run_id text,
            created_at timestamptz NOT NULL,
            expires_at timestamptz
        );
        CREATE INDEX idempotency_keys_run ON control.idempotency_keys (run_id);
        CREATE INDEX idempotency_keys_expiry ON control.idempotency_keys (expires_at) WHERE expires_at IS NOT NULL;
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE control.idempotency_keys, control.notifications, control.review_gates, control.events_index,
            control.dataset_versions, control.pipeline_runs, control.scheduler_runs, control.scheduler_tasks;
        """);
}
