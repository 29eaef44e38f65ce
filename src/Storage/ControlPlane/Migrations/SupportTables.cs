using DataHound.Storage.ControlPlane.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DataHound.Storage.ControlPlane.Migrations;

/// <summary>Requests behind idempotency keys, leases, and versions of config documents.</summary>
[DbContext(typeof(ControlPlaneContext))]
[Migration("202611210004_SupportTables")]
internal sealed class SupportTables : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE control.idempotency_requests (
            key text PRIMARY KEY REFERENCES control.idempotency_keys (key) ON DELETE CASCADE,
            request_hash text NOT NULL,
            claim uuid NOT NULL,
            claimed_until timestamptz NOT NULL,
            response_json jsonb,
            completed_at timestamptz,
            CHECK ((response_json IS NULL) = (completed_at IS NULL))
        );

        CREATE TABLE control.leases (
            name text PRIMARY KEY,
            holder text NOT NULL,
            fencing_token bigint NOT NULL CHECK (fencing_token >= 1),
            expires_at timestamptz NOT NULL
        );

        CREATE TABLE control.config_documents (
            id uuid PRIMARY KEY,
            kind text NOT NULL,
            name text NOT NULL,
            version integer NOT NULL CHECK (version >= 1),
            schema_version integer NOT NULL CHECK (schema_version >= 1),
            sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
            content text NOT NULL,
            source text NOT NULL,
            author text NOT NULL,
            active boolean NOT NULL,
            created_at timestamptz NOT NULL,
            UNIQUE (kind, name, version)
        );
        CREATE UNIQUE INDEX config_documents_active ON control.config_documents (kind, name) WHERE active;

        CREATE TABLE control.config_revision (
            only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
            revision bigint NOT NULL
        );
        INSERT INTO control.config_revision (revision) VALUES (0);
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        "DROP TABLE control.config_revision, control.config_documents, control.leases, control.idempotency_requests;");
}
