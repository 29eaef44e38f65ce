using DataHound.Storage.ControlPlane.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DataHound.Storage.ControlPlane.Migrations;

/// <summary>The life of dataset versions: when each was current, which were removed, what is to be deleted, what checks found, and how files drifted from their schema.</summary>
[DbContext(typeof(ControlPlaneContext))]
[Migration("202611210014_DataVersions")]
internal sealed class DataVersions : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE control.dataset_publications (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            company text NOT NULL,
            dataset_name text NOT NULL,
            version_id uuid NOT NULL REFERENCES control.dataset_version_details (version_id),
            published_at timestamptz NOT NULL,
            kind text NOT NULL CHECK (kind IN ('run', 'rollback')),
            run_id text,
            actor text NOT NULL,
            reason text,
            CHECK ((kind = 'run') = (run_id IS NOT NULL)),
            CHECK (kind = 'run' OR reason IS NOT NULL)
        );
        CREATE INDEX dataset_publications_newest ON control.dataset_publications (company, dataset_name, published_at DESC, id DESC);
        INSERT INTO control.dataset_publications (company, dataset_name, version_id, published_at, kind, run_id, actor)
        SELECT d.company, d.dataset_name, d.version_id, v.created_at, 'run', v.produced_by_run_id, 'run'
        FROM control.dataset_version_details d JOIN control.dataset_versions v ON v.id = d.version_id
        WHERE v.produced_by_run_id IS NOT NULL ORDER BY v.created_at, d.sequence;
        CREATE INDEX dataset_version_details_parents ON control.dataset_version_details USING gin (parents);
        CREATE INDEX received_files_prepared ON control.received_files (prepared_by_run_id) WHERE prepared_by_run_id IS NOT NULL;

        CREATE TABLE control.version_removals (
            version_id uuid PRIMARY KEY REFERENCES control.dataset_version_details (version_id),
            company text NOT NULL,
            marked_at timestamptz NOT NULL,
            removed_at timestamptz CHECK (removed_at >= marked_at)
        );
        CREATE INDEX version_removals_marked ON control.version_removals (company, marked_at) WHERE removed_at IS NULL;

        CREATE TABLE control.garbage_objects (
            path text PRIMARY KEY,
            company text NOT NULL,
            bytes bigint NOT NULL CHECK (bytes >= 0),
            reason text NOT NULL CHECK (reason IN ('version_removed', 'orphan')),
            condemned_at timestamptz NOT NULL
        );
        CREATE INDEX garbage_objects_oldest ON control.garbage_objects (company, condemned_at);

        CREATE TABLE control.data_checks (
            id uuid PRIMARY KEY,
            kind text NOT NULL CHECK (kind IN ('collection', 'verification')),
            status text NOT NULL CHECK (status IN ('running', 'success', 'failed')),
            request_json jsonb NOT NULL,
            requested_by text NOT NULL,
            started_at timestamptz NOT NULL,
            finished_at timestamptz,
            error_json jsonb,
            CHECK ((status = 'running') = (finished_at IS NULL))
        );
        CREATE INDEX data_checks_newest ON control.data_checks (kind, started_at DESC, id DESC);

        CREATE TABLE control.data_check_companies (
            check_id uuid NOT NULL REFERENCES control.data_checks (id) ON DELETE CASCADE,
            company text NOT NULL,
            report_json jsonb NOT NULL,
            finished_at timestamptz NOT NULL,
            PRIMARY KEY (check_id, company)
        );

        CREATE TABLE control.data_check_findings (
            check_id uuid NOT NULL REFERENCES control.data_checks (id) ON DELETE CASCADE,
            company text NOT NULL,
            ordinal integer NOT NULL CHECK (ordinal >= 1),
            kind text NOT NULL,
            path text NOT NULL,
            version_id uuid,
            detail_json jsonb NOT NULL,
            PRIMARY KEY (check_id, company, ordinal)
        );

        CREATE TABLE control.schema_drift (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            run_id text NOT NULL,
            company text NOT NULL,
            dataset_name text NOT NULL,
            source_file text NOT NULL,
            column_name text NOT NULL,
            kind text NOT NULL CHECK (kind IN ('new_column', 'missing_column', 'type')),
            action text NOT NULL CHECK (action IN ('evolve', 'freeze', 'discard_row', 'discard_value')),
            rows bigint NOT NULL CHECK (rows >= 0),
            recorded_at timestamptz NOT NULL,
            UNIQUE (run_id, company, dataset_name, source_file, column_name, kind)
        );
        CREATE INDEX schema_drift_newest ON control.schema_drift (company, id DESC);
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE control.schema_drift, control.data_check_findings, control.data_check_companies, control.data_checks,
            control.garbage_objects, control.version_removals, control.dataset_publications;
        DROP INDEX control.received_files_prepared, control.dataset_version_details_parents;
        """);
}
