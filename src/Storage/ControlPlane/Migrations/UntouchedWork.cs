using DataHound.Storage.ControlPlane.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DataHound.Storage.ControlPlane.Migrations;

/// <summary>
/// What was not touched costs nothing: a backfill's partitions get a row when they are started, not when they are planned (what was never started follows from the backfill, its
/// time zones included), and event datasets that were found in order are not read again.
/// </summary>
[DbContext(typeof(ControlPlaneContext))]
[Migration("202611210030_UntouchedWork")]
internal sealed class UntouchedWork : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE control.backfills ADD COLUMN time_zones text[] NOT NULL DEFAULT '{}';

        CREATE TABLE control.reconciled_events (
            company text NOT NULL,
            event_type text NOT NULL,
            version_id uuid NOT NULL REFERENCES control.dataset_version_details (version_id),
            index_digest text NOT NULL,
            checked_at timestamptz NOT NULL,
            PRIMARY KEY (company, event_type)
        );
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE control.reconciled_events;
        INSERT INTO control.backfill_partitions (backfill_id, ordinal, company, window_date, as_of, status, attempt, updated_at)
        SELECT b.id, (d.place * cardinality(b.companies) + c.place)::integer, c.company, b.from_date + d.place, ((b.from_date + d.place + 1)::timestamp AT TIME ZONE c.zone) - interval '1 second',
            CASE b.status WHEN 'canceled' THEN 'canceled' ELSE 'waiting' END, 1, b.updated_at
        FROM control.backfills b
        CROSS JOIN LATERAL generate_series(0, b.to_date - b.from_date) AS d (place)
        CROSS JOIN LATERAL unnest(b.companies, b.time_zones) WITH ORDINALITY AS c (company, zone, place)
        WHERE c.zone IS NOT NULL
        ON CONFLICT DO NOTHING;
        ALTER TABLE control.backfills DROP COLUMN time_zones;
        """);
}
