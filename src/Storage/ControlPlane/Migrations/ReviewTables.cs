using DataHound.Storage.ControlPlane.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DataHound.Storage.ControlPlane.Migrations;

/// <summary>What a review gate is about, what its checks said and who decided it.</summary>
[DbContext(typeof(ControlPlaneContext))]
[Migration("202611210017_ReviewTables")]
internal sealed class ReviewTables : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE control.review_gate_details (
            gate_id uuid PRIMARY KEY REFERENCES control.review_gates (id) ON DELETE CASCADE,
            status text NOT NULL CHECK (status IN ('waiting', 'ready', 'failed', 'approved', 'rejected', 'overdue', 'closed')),
            company text,
            run_id text,
            stage text,
            instance_id text,
            head_sha text,
            required text[] NOT NULL,
            checks_json jsonb NOT NULL,
            opened_at timestamptz NOT NULL,
            due_at timestamptz,
            decided_by text,
            reason text,
            decided_at timestamptz,
            delivered_at timestamptz,
            CHECK ((run_id IS NULL) = (stage IS NULL) AND (run_id IS NULL) = (instance_id IS NULL)),
            CHECK ((run_id IS NULL) <> (head_sha IS NULL))
        );
        CREATE INDEX review_gate_details_run ON control.review_gate_details (run_id) WHERE run_id IS NOT NULL;
        CREATE INDEX review_gate_details_opened ON control.review_gate_details (opened_at DESC, gate_id);
        CREATE INDEX review_gate_details_undelivered ON control.review_gate_details (opened_at) WHERE run_id IS NOT NULL AND delivered_at IS NULL;
        CREATE INDEX review_gate_details_commit ON control.review_gate_details (head_sha) WHERE head_sha IS NOT NULL;
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE control.review_gate_details;");
}
