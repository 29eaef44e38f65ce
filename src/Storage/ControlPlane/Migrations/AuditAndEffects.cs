using DataHound.Storage.ControlPlane.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DataHound.Storage.ControlPlane.Migrations;

/// <summary>The audit log, which only grows; the outcome of effects that nobody knows; the cursors of sources.</summary>
[DbContext(typeof(ControlPlaneContext))]
[Migration("202611210012_AuditAndEffects")]
internal sealed class AuditAndEffects : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE control.audit_heads (
            company text PRIMARY KEY,
            sequence bigint NOT NULL CHECK (sequence >= 0),
            hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$')
        );

        CREATE TABLE control.audit_log (
            company text NOT NULL,
            sequence bigint NOT NULL CHECK (sequence >= 1),
            position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
            at timestamptz NOT NULL,
            actor text NOT NULL CHECK (actor <> ''),
            action text NOT NULL CHECK (action ~ '^[a-z][a-z_]*[.][a-z][a-z_]*$'),
            subject text NOT NULL CHECK (subject <> ''),
            before_ref text,
            after_ref text,
            reason text,
            request_id text,
            previous_hash text NOT NULL CHECK (previous_hash ~ '^[0-9a-f]{64}$'),
            hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
            PRIMARY KEY (company, sequence)
        );
        CREATE INDEX audit_log_newest ON control.audit_log (at DESC, position DESC);
        CREATE INDEX audit_log_company ON control.audit_log (company, at DESC, position DESC);
        CREATE INDEX audit_log_subject ON control.audit_log (subject, at DESC, position DESC);

        CREATE FUNCTION control.refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'control.% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege'; END $$;
        CREATE TRIGGER audit_log_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON control.audit_log
            FOR EACH STATEMENT EXECUTE FUNCTION control.refuse_change();

        ALTER TABLE control.idempotency_requests ADD COLUMN unknown_since timestamptz, ADD COLUMN attempts integer NOT NULL DEFAULT 1 CHECK (attempts >= 1),
            ADD CHECK (unknown_since IS NULL OR completed_at IS NULL);
        CREATE INDEX idempotency_requests_unknown ON control.idempotency_requests (unknown_since) WHERE unknown_since IS NOT NULL;

        CREATE TABLE control.cursors (
            company text NOT NULL,
            source text NOT NULL,
            place_json jsonb NOT NULL,
            fencing_token bigint NOT NULL CHECK (fencing_token >= 1),
            run_id text REFERENCES control.run_details (run_id),
            advanced_at timestamptz NOT NULL,
            PRIMARY KEY (company, source)
        );
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE control.cursors, control.audit_log, control.audit_heads;
        DROP FUNCTION control.refuse_change();
        ALTER TABLE control.idempotency_requests DROP COLUMN unknown_since, DROP COLUMN attempts;
        """);
}
