using DataHound.Storage.ControlPlane.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DataHound.Storage.ControlPlane.Migrations;

/// <summary>What became of quarantined rows, the batches in which they are replayed, and backfills with their partitions.</summary>
[DbContext(typeof(ControlPlaneContext))]
[Migration("202611210018_QuarantineAndBackfills")]
internal sealed class QuarantineAndBackfills : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE control.quarantine_batches (
            id uuid PRIMARY KEY,
            company text NOT NULL,
            status text NOT NULL CHECK (status IN ('claimed', 'received', 'started', 'empty')),
            request_json jsonb NOT NULL,
            requested_by text NOT NULL,
            reason text NOT NULL,
            rows bigint NOT NULL CHECK (rows >= 0),
            left_open bigint NOT NULL CHECK (left_open >= 0),
            run_id text REFERENCES control.run_details (run_id),
            created_at timestamptz NOT NULL,
            updated_at timestamptz NOT NULL,
            CHECK ((status = 'started') = (run_id IS NOT NULL)),
            CHECK (status <> 'empty' OR rows = 0)
        );
        CREATE INDEX quarantine_batches_newest ON control.quarantine_batches (company, created_at DESC, id DESC);
        CREATE INDEX quarantine_batches_unfinished ON control.quarantine_batches (created_at, id) WHERE status IN ('claimed', 'received');

        CREATE TABLE control.quarantine_rows (
            version_id uuid NOT NULL REFERENCES control.dataset_version_details (version_id),
            row_number bigint NOT NULL CHECK (row_number >= 0),
            company text NOT NULL,
            dataset_name text NOT NULL,
            state text NOT NULL CHECK (state IN ('open', 'replayed', 'dismissed')),
            cells_json jsonb,
            changed_by text NOT NULL,
            reason text NOT NULL,
            batch_id uuid REFERENCES control.quarantine_batches (id),
            replay_file text,
            replay_record bigint CHECK (replay_record >= 1),
            updated_at timestamptz NOT NULL,
            PRIMARY KEY (version_id, row_number),
            CHECK ((state = 'replayed') = (batch_id IS NOT NULL)),
            CHECK ((replay_file IS NULL) = (replay_record IS NULL)),
            CHECK (replay_file IS NULL OR state = 'replayed')
        );
        CREATE INDEX quarantine_rows_closed ON control.quarantine_rows (company, dataset_name) WHERE state <> 'open';
        CREATE INDEX quarantine_rows_batch ON control.quarantine_rows (batch_id) WHERE batch_id IS NOT NULL;
        CREATE UNIQUE INDEX quarantine_rows_replay ON control.quarantine_rows (company, replay_file, replay_record) WHERE replay_file IS NOT NULL;

        CREATE TABLE control.backfills (
            id uuid PRIMARY KEY,
            pipeline_name text NOT NULL,
            companies text[] NOT NULL CHECK (cardinality(companies) >= 1),
            stages text[] NOT NULL CHECK (cardinality(stages) >= 1),
            from_date date NOT NULL,
            to_date date NOT NULL,
            parallelism integer NOT NULL CHECK (parallelism >= 1),
            status text NOT NULL CHECK (status IN ('running', 'paused', 'failed', 'canceled', 'success')),
            requested_by text NOT NULL,
            created_at timestamptz NOT NULL,
            updated_at timestamptz NOT NULL,
            CHECK (to_date >= from_date)
        );
        CREATE INDEX backfills_newest ON control.backfills (created_at DESC, id DESC);
        CREATE INDEX backfills_working ON control.backfills (created_at, id) WHERE status = 'running';

        CREATE TABLE control.backfill_partitions (
            backfill_id uuid NOT NULL REFERENCES control.backfills (id) ON DELETE CASCADE,
            ordinal integer NOT NULL CHECK (ordinal >= 1),
            company text NOT NULL,
            window_date date NOT NULL,
            as_of timestamptz NOT NULL,
            status text NOT NULL CHECK (status IN ('waiting', 'running', 'success', 'failed', 'canceled')),
            attempt integer NOT NULL CHECK (attempt >= 1),
            run_id text,
            updated_at timestamptz NOT NULL,
            PRIMARY KEY (backfill_id, ordinal),
            UNIQUE (backfill_id, company, window_date)
        );
        CREATE INDEX backfill_partitions_state ON control.backfill_partitions (backfill_id, status, ordinal);
        CREATE INDEX backfill_partitions_running ON control.backfill_partitions (backfill_id) WHERE status = 'running';
        CREATE INDEX backfill_partitions_pending ON control.backfill_partitions (backfill_id, company, ordinal) WHERE status IN ('waiting', 'running', 'failed');
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        "DROP TABLE control.backfill_partitions, control.backfills, control.quarantine_rows, control.quarantine_batches;");
}
