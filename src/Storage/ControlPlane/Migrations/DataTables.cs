using DataHound.Storage.ControlPlane.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DataHound.Storage.ControlPlane.Migrations;

/// <summary>What is known about the data beside <c>dataset_versions</c> and <c>events_index</c>: received files, version details, current pointers, event details.</summary>
[DbContext(typeof(ControlPlaneContext))]
[Migration("202611210003_DataTables")]
internal sealed class DataTables : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE control.received_files (
            id uuid PRIMARY KEY,
            sequence bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
            company text NOT NULL,
            delivery text NOT NULL,
            name text NOT NULL,
            object_path text NOT NULL UNIQUE,
            sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
            bytes bigint NOT NULL CHECK (bytes >= 0),
            source text NOT NULL,
            received_at timestamptz NOT NULL,
            status text CHECK (status IN ('ok', 'duplicate', 'empty', 'corrupt', 'unknown')),
            dataset_name text,
            same_as text,
            reason text,
            found_by_run_id text REFERENCES control.run_details (run_id),
            prepared_by_run_id text REFERENCES control.run_details (run_id),
            UNIQUE (company, delivery, name, sha256),
            CHECK ((status IS NULL) = (found_by_run_id IS NULL)),
            CHECK ((status = 'ok') = (dataset_name IS NOT NULL)),
            CHECK (prepared_by_run_id IS NULL OR status = 'ok')
        );
        CREATE INDEX received_files_new ON control.received_files (company) WHERE status IS NULL;
        CREATE INDEX received_files_unprepared ON control.received_files (company) WHERE status = 'ok' AND prepared_by_run_id IS NULL;
        CREATE INDEX received_files_bytes ON control.received_files (company, sha256, sequence);
        CREATE INDEX received_files_delivery ON control.received_files (company, delivery, sequence);

        CREATE TABLE control.dataset_version_details (
            version_id uuid PRIMARY KEY REFERENCES control.dataset_versions (id),
            company text NOT NULL,
            dataset_name text NOT NULL,
            sequence integer NOT NULL CHECK (sequence >= 1),
            layer text NOT NULL CHECK (layer IN ('bronze', 'silver', 'gold', 'quarantine')),
            stage text NOT NULL,
            as_of timestamptz NOT NULL,
            files_json jsonb NOT NULL,
            parents uuid[] NOT NULL,
            merged_by_run_id text REFERENCES control.run_details (run_id),
            UNIQUE (company, dataset_name, sequence)
        );
        CREATE INDEX dataset_version_details_unmerged ON control.dataset_version_details (company) WHERE layer = 'silver' AND merged_by_run_id IS NULL;

        CREATE TABLE control.dataset_current (
            company text NOT NULL,
            dataset_name text NOT NULL,
            version_id uuid NOT NULL REFERENCES control.dataset_version_details (version_id),
            PRIMARY KEY (company, dataset_name)
        );

        CREATE TABLE control.event_details (
            event_id text PRIMARY KEY REFERENCES control.events_index (event_id) ON DELETE CASCADE,
            status_reason text,
            status_changed_at timestamptz NOT NULL,
            status_changed_by_run_id text NOT NULL
        );
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        "DROP TABLE control.event_details, control.dataset_current, control.dataset_version_details, control.received_files;");
}
