using DataHound.Storage.ControlPlane.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DataHound.Storage.ControlPlane.Migrations;

/// <summary>What is known about runs beside <c>pipeline_runs</c>: companies, stages, plans and the results of units.</summary>
[DbContext(typeof(ControlPlaneContext))]
[Migration("202611210002_RunTables")]
internal sealed class RunTables : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE control.run_details (
            run_id text PRIMARY KEY REFERENCES control.pipeline_runs (run_id),
            name_prefix text NOT NULL,
            attempt integer NOT NULL CHECK (attempt >= 1),
            status text NOT NULL CHECK (status IN ('running', 'success', 'failed', 'canceled')),
            companies text[] NOT NULL CHECK (cardinality(companies) >= 1),
            stages text[] NOT NULL CHECK (cardinality(stages) >= 1),
            as_of timestamptz NOT NULL,
            requested_by text NOT NULL,
            instance_started_at timestamptz,
            cancel_requested_at timestamptz,
            heartbeat_at timestamptz NOT NULL,
            UNIQUE (name_prefix, attempt)
        ) WITH (fillfactor = 80);
        CREATE INDEX run_details_active ON control.run_details (heartbeat_at) WHERE status = 'running';

        CREATE TABLE control.run_companies (
            run_id text NOT NULL REFERENCES control.run_details (run_id),
            company text NOT NULL,
            pipeline_name text NOT NULL,
            status text NOT NULL CHECK (status IN ('running', 'success', 'failed', 'canceled')),
            started_at timestamptz NOT NULL,
            finished_at timestamptz,
            error_json jsonb,
            PRIMARY KEY (run_id, company),
            CHECK ((status = 'running') = (finished_at IS NULL))
        );
        CREATE UNIQUE INDEX run_companies_one_active ON control.run_companies (company, pipeline_name) WHERE status = 'running';
        CREATE INDEX run_companies_newest ON control.run_companies (company, started_at DESC, run_id DESC);

        CREATE TABLE control.run_stages (
            run_id text NOT NULL,
            company text NOT NULL,
            stage text NOT NULL,
            status text NOT NULL CHECK (status IN ('running', 'success', 'failed', 'canceled')),
            started_at timestamptz NOT NULL,
            finished_at timestamptz,
            counts_json jsonb,
            manifest_path text,
            manifest_sha256 text,
            version_ids uuid[],
            PRIMARY KEY (run_id, company, stage),
            FOREIGN KEY (run_id, company) REFERENCES control.run_companies (run_id, company),
            CHECK ((status = 'running') = (finished_at IS NULL)),
            CHECK (status <> 'success' OR (manifest_path IS NOT NULL AND counts_json IS NOT NULL AND version_ids IS NOT NULL))
        );

        CREATE TABLE control.stage_plans (
            run_id text NOT NULL,
            company text NOT NULL,
            stage text NOT NULL,
            units integer NOT NULL CHECK (units >= 0),
            plan_json jsonb NOT NULL,
            created_at timestamptz NOT NULL,
            PRIMARY KEY (run_id, company, stage),
            FOREIGN KEY (run_id, company, stage) REFERENCES control.run_stages (run_id, company, stage)
        );

        CREATE TABLE control.stage_outputs (
            run_id text NOT NULL,
            company text NOT NULL,
            stage text NOT NULL,
            unit text NOT NULL,
            result_json jsonb NOT NULL,
            created_at timestamptz NOT NULL,
            PRIMARY KEY (run_id, company, stage, unit),
            FOREIGN KEY (run_id, company, stage) REFERENCES control.stage_plans (run_id, company, stage)
        );
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        "DROP TABLE control.stage_outputs, control.stage_plans, control.run_stages, control.run_companies, control.run_details;");
}
