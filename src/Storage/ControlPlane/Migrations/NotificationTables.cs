using DataHound.Storage.ControlPlane.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DataHound.Storage.ControlPlane.Migrations;

/// <summary>
/// The way to a row of <c>notifications</c>, which is the receipt: notices written with the changes they are about, deliveries with their attempts,
/// the alerts that notices open and resolve, and what is known about the endpoints.
/// </summary>
[DbContext(typeof(ControlPlaneContext))]
[Migration("202611210011_NotificationTables")]
internal sealed class NotificationTables : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE control.notifications DROP CONSTRAINT notifications_status_check;
        ALTER TABLE control.notifications ADD CONSTRAINT notifications_status_check CHECK (status IN ('sent', 'failed', 'skipped'));

        CREATE TABLE control.notices (
            id uuid PRIMARY KEY,
            sequence bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
            notice_key text NOT NULL UNIQUE CHECK (length(notice_key) BETWEEN 1 AND 255),
            kind text NOT NULL,
            severity text NOT NULL CHECK (severity IN ('info', 'warning', 'error', 'critical')),
            message_type text NOT NULL CHECK (message_type IN ('ready', 'failed', 'info')),
            company text,
            subject text NOT NULL,
            task_id text NOT NULL,
            alert_change text NOT NULL CHECK (alert_change IN ('none', 'open', 'resolve')),
            facts_json jsonb NOT NULL,
            created_at timestamptz NOT NULL,
            routed_at timestamptz,
            outcome text CHECK (outcome IN ('routed', 'no_route', 'repeated', 'silenced')),
            CHECK ((routed_at IS NULL) = (outcome IS NULL))
        );
        CREATE INDEX notices_unrouted ON control.notices (sequence) WHERE routed_at IS NULL;
        CREATE INDEX notices_subject ON control.notices (subject, kind, created_at DESC);

        CREATE TABLE control.notification_deliveries (
            notification_id uuid PRIMARY KEY,
            notice_id uuid NOT NULL REFERENCES control.notices (id),
            scope text NOT NULL,
            channel_name text NOT NULL,
            channel text NOT NULL,
            target text NOT NULL,
            payload_json jsonb NOT NULL,
            state text NOT NULL CHECK (state IN ('pending', 'sent', 'failed', 'skipped')),
            attempts integer NOT NULL CHECK (attempts >= 0),
            next_attempt_at timestamptz NOT NULL,
            claim uuid,
            claimed_until timestamptz,
            error_code text CHECK (error_code ~ '^[a-z0-9_]{1,64}$'),
            created_at timestamptz NOT NULL,
            finished_at timestamptz,
            CHECK ((state = 'pending') = (finished_at IS NULL)),
            CHECK ((claim IS NULL) = (claimed_until IS NULL)),
            CHECK (state = 'pending' OR claim IS NULL)
        ) WITH (fillfactor = 80);
        CREATE INDEX notification_deliveries_due ON control.notification_deliveries (scope, channel_name, next_attempt_at) WHERE state = 'pending';
        CREATE INDEX notification_deliveries_notice ON control.notification_deliveries (notice_id);
        CREATE INDEX notification_deliveries_newest ON control.notification_deliveries (created_at DESC, notification_id DESC);

        CREATE TABLE control.alerts (
            subject text PRIMARY KEY,
            kind text NOT NULL,
            severity text NOT NULL CHECK (severity IN ('info', 'warning', 'error', 'critical')),
            company text,
            state text NOT NULL CHECK (state IN ('open', 'resolved')),
            occurrences integer NOT NULL CHECK (occurrences >= 1),
            opened_at timestamptz NOT NULL,
            last_seen_at timestamptz NOT NULL,
            resolved_at timestamptz,
            silenced_until timestamptz,
            silenced_by text,
            silence_reason text,
            CHECK ((state = 'resolved') = (resolved_at IS NOT NULL)),
            CHECK ((silenced_until IS NULL) = (silenced_by IS NULL))
        );
        CREATE INDEX alerts_newest ON control.alerts (last_seen_at DESC, subject DESC);

        CREATE TABLE control.notification_endpoints (
            scope text NOT NULL,
            channel_name text NOT NULL,
            disabled_at timestamptz,
            disabled_code text,
            throttled_until timestamptz,
            failures integer NOT NULL CHECK (failures >= 0),
            last_sent_at timestamptz,
            last_error_code text,
            updated_at timestamptz NOT NULL,
            PRIMARY KEY (scope, channel_name),
            CHECK ((disabled_at IS NULL) = (disabled_code IS NULL))
        );
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE control.notification_endpoints, control.alerts, control.notification_deliveries, control.notices;
        UPDATE control.notifications SET status = 'failed' WHERE status = 'skipped';
        ALTER TABLE control.notifications DROP CONSTRAINT notifications_status_check;
        ALTER TABLE control.notifications ADD CONSTRAINT notifications_status_check CHECK (status IN ('sent', 'failed'));
        """);
}
