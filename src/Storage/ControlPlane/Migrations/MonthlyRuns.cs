using DataHound.Storage.ControlPlane.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DataHound.Storage.ControlPlane.Migrations;

/// <summary>
/// Cuts <c>pipeline_runs</c> and <c>scheduler_runs</c> into months by their ids, which carry the time; gives lists the indexes they walk.
/// See docs/decisions/007-runs-by-month.md.
/// </summary>
[DbContext(typeof(ControlPlaneContext))]
[Migration("202611210013_MonthlyRuns")]
internal sealed class MonthlyRuns : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(Functions);
        migrationBuilder.Sql(PipelineRunsUp);
        migrationBuilder.Sql(SchedulerRunsUp);
        migrationBuilder.Sql(ListIndexesUp);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP INDEX control.events_index_filter;
        ALTER TABLE control.event_details ALTER COLUMN event_id TYPE text COLLATE "default";
        ALTER TABLE control.events_index SET (fillfactor = 80), ALTER COLUMN event_id TYPE text COLLATE "default", ALTER COLUMN company TYPE text COLLATE "default",
            ALTER COLUMN event_type TYPE text COLLATE "default", ALTER COLUMN entity_id TYPE text COLLATE "default", ALTER COLUMN severity TYPE text COLLATE "default",
            ALTER COLUMN status TYPE text COLLATE "default";
        CREATE INDEX events_index_newest ON control.events_index (company, first_seen_at DESC, event_id);
        CREATE INDEX events_index_type_status ON control.events_index (company, event_type, status, first_seen_at DESC, event_id);
        DROP INDEX control.run_companies_outcome;
        ALTER TABLE control.run_companies DROP COLUMN run_status;

        CREATE TABLE control.whole_scheduler_runs (LIKE control.scheduler_runs INCLUDING DEFAULTS INCLUDING CONSTRAINTS, PRIMARY KEY (id), CONSTRAINT whole_scheduler_runs_run_id_key UNIQUE (run_id));
        INSERT INTO control.whole_scheduler_runs SELECT * FROM control.scheduler_runs;
        DO $$ BEGIN
            IF to_regclass('control.scheduler_run_details') IS NOT NULL THEN
                ALTER TABLE control.scheduler_run_details DROP CONSTRAINT scheduler_run_details_run_id_fkey;
            END IF;
        END $$;
        DROP TABLE control.scheduler_runs, control.scheduler_run_names;
        DROP FUNCTION control.name_scheduler_run(), control.forget_scheduler_run();
        ALTER TABLE control.whole_scheduler_runs RENAME TO scheduler_runs;
        ALTER INDEX control.whole_scheduler_runs_pkey RENAME TO scheduler_runs_pkey;
        ALTER INDEX control.whole_scheduler_runs_run_id_key RENAME TO scheduler_runs_run_id_key;
        ALTER TABLE control.scheduler_runs ADD FOREIGN KEY (task_id) REFERENCES control.scheduler_tasks (id);
        CREATE INDEX scheduler_runs_task ON control.scheduler_runs (task_id, started_at DESC);
        CREATE INDEX scheduler_runs_finished ON control.scheduler_runs (finished_at);
        DO $$ BEGIN
            IF to_regclass('control.scheduler_run_details') IS NOT NULL THEN
                ALTER TABLE control.scheduler_run_details ADD FOREIGN KEY (run_id) REFERENCES control.scheduler_runs (run_id) ON DELETE CASCADE;
            ELSE
                DROP INDEX control.scheduler_runs_finished;
            END IF;
        END $$;

        ALTER TABLE control.dataset_versions DROP CONSTRAINT dataset_versions_produced_by_run_id_fkey;
        CREATE TABLE control.whole_pipeline_runs (LIKE control.pipeline_runs INCLUDING DEFAULTS INCLUDING CONSTRAINTS, PRIMARY KEY (id), CONSTRAINT whole_pipeline_runs_run_id_key UNIQUE (run_id));
        INSERT INTO control.whole_pipeline_runs SELECT * FROM control.pipeline_runs;
        DROP TABLE control.pipeline_runs;
        ALTER TABLE control.whole_pipeline_runs RENAME TO pipeline_runs;
        ALTER INDEX control.whole_pipeline_runs_pkey RENAME TO pipeline_runs_pkey;
        ALTER INDEX control.whole_pipeline_runs_run_id_key RENAME TO pipeline_runs_run_id_key;
        CREATE INDEX pipeline_runs_started ON control.pipeline_runs (started_at DESC, run_id DESC);
        CREATE INDEX pipeline_runs_pipeline ON control.pipeline_runs (pipeline_name, started_at DESC, run_id DESC);
        ALTER TABLE control.run_details DROP CONSTRAINT run_details_run_id_id_key, DROP COLUMN id, ADD FOREIGN KEY (run_id) REFERENCES control.pipeline_runs (run_id);
        ALTER TABLE control.dataset_versions ADD FOREIGN KEY (produced_by_run_id) REFERENCES control.pipeline_runs (run_id);

        DROP FUNCTION control.add_month(text, date), control.time_id(timestamptz, uuid), control.time_id_floor(timestamptz);
        """);

    private const string Functions =
        """
        -- The smallest id of an instant: 48 bits of milliseconds since 1970, as RFC 9562 lays out version 7.
        CREATE FUNCTION control.time_id_floor(at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
        $$ SELECT (lpad(to_hex(floor(extract(epoch FROM at) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid $$;

        -- A version 7 id of an instant whose other bits are another id's.
        CREATE FUNCTION control.time_id(at timestamptz, seed uuid) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
        $$ SELECT (left(control.time_id_floor(at)::text, 13) || '-7' || substr(seed::text, 16))::uuid $$;

        -- Makes the partition of a month unless it is there, and moves what the rest partition holds of that month into it.
        CREATE FUNCTION control.add_month(parent text, month date) RETURNS boolean LANGUAGE plpgsql AS
        $$
        DECLARE
            first_day date := date_trunc('month', month);
            part text := parent || to_char(first_day, '"_"YYYY"_"MM');
            low uuid := control.time_id_floor(first_day::timestamp AT TIME ZONE 'UTC');
            high uuid := control.time_id_floor((first_day + interval '1 month') AT TIME ZONE 'UTC');
        BEGIN
            IF to_regclass('control.' || quote_ident(part)) IS NOT NULL THEN
                RETURN false;
            END IF;
            PERFORM set_config('control.moving_rows', 'on', true);
            EXECUTE format('LOCK TABLE control.%I IN SHARE ROW EXCLUSIVE MODE', parent);
            EXECUTE format('CREATE TABLE control.%I (LIKE control.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part, parent);
            EXECUTE format('WITH moved AS (DELETE FROM control.%I WHERE id >= %L AND id < %L RETURNING *) INSERT INTO control.%I SELECT * FROM moved', parent || '_rest', low, high, part);
            EXECUTE format('ALTER TABLE control.%I ATTACH PARTITION control.%I FOR VALUES FROM (%L) TO (%L)', parent, part, low, high);
            PERFORM set_config('control.moving_rows', 'off', true);
            RETURN true;
        END
        $$;
        """;

    private const string PipelineRunsUp =
        """
        ALTER TABLE control.run_details ADD COLUMN id uuid;
        UPDATE control.run_details d SET id = control.time_id(p.started_at, p.id) FROM control.pipeline_runs p WHERE p.run_id = d.run_id;
        ALTER TABLE control.dataset_versions DROP CONSTRAINT dataset_versions_produced_by_run_id_fkey;
        ALTER TABLE control.run_details DROP CONSTRAINT run_details_run_id_fkey, ALTER COLUMN id SET NOT NULL, ADD UNIQUE (run_id, id);
        ALTER TABLE control.pipeline_runs RENAME TO whole_pipeline_runs;
        ALTER INDEX control.pipeline_runs_pkey RENAME TO whole_pipeline_runs_pkey;
        ALTER INDEX control.pipeline_runs_run_id_key RENAME TO whole_pipeline_runs_run_id_key;
        DROP INDEX control.pipeline_runs_started, control.pipeline_runs_pipeline;

        CREATE TABLE control.pipeline_runs (
            LIKE control.whole_pipeline_runs INCLUDING DEFAULTS INCLUDING CONSTRAINTS,
            PRIMARY KEY (id),
            UNIQUE (run_id, id),
            -- A run id has one id in run_details, and an id one row here: so run ids are unique here, which no index of a partitioned table could say.
            FOREIGN KEY (run_id, id) REFERENCES control.run_details (run_id, id)
        ) PARTITION BY RANGE (id);
        CREATE TABLE control.pipeline_runs_rest PARTITION OF control.pipeline_runs DEFAULT;
        CREATE INDEX pipeline_runs_started ON control.pipeline_runs (started_at DESC, run_id DESC);
        CREATE INDEX pipeline_runs_pipeline ON control.pipeline_runs (pipeline_name, started_at DESC, run_id DESC);
        CREATE INDEX pipeline_runs_status ON control.pipeline_runs (status, started_at DESC, run_id DESC);
        CREATE INDEX pipeline_runs_pipeline_status ON control.pipeline_runs (pipeline_name, status, started_at DESC, run_id DESC);
        CREATE INDEX pipeline_runs_canceled ON control.pipeline_runs (started_at DESC, run_id DESC) WHERE status = 'failed' AND error_json ->> 'code' = 'run_canceled';
        SELECT control.add_month('pipeline_runs', month::date) FROM (
            SELECT DISTINCT date_trunc('month', started_at AT TIME ZONE 'UTC') AS month FROM control.whole_pipeline_runs
            UNION SELECT generate_series(date_trunc('month', now() AT TIME ZONE 'UTC'), (now() AT TIME ZONE 'UTC') + interval '3 months', interval '1 month')) months ORDER BY month;
        INSERT INTO control.pipeline_runs
        SELECT d.id, p.run_id, p.company, p.pipeline_name, p.stage, p.status, p.input_manifest_json, p.output_manifest_json, p.error_json, p.started_at, p.finished_at
        FROM control.whole_pipeline_runs p JOIN control.run_details d USING (run_id);
        DROP TABLE control.whole_pipeline_runs;
        ALTER TABLE control.dataset_versions ADD FOREIGN KEY (produced_by_run_id) REFERENCES control.run_details (run_id);
        """;

    private const string SchedulerRunsUp =
        """
        CREATE TABLE control.scheduler_run_names (
            run_id text PRIMARY KEY,
            id uuid NOT NULL UNIQUE
        );
        DO $$ BEGIN
            IF to_regclass('control.scheduler_run_details') IS NOT NULL THEN
                ALTER TABLE control.scheduler_run_details DROP CONSTRAINT scheduler_run_details_run_id_fkey;
            END IF;
        END $$;
        ALTER TABLE control.scheduler_runs RENAME TO whole_scheduler_runs;
        ALTER INDEX control.scheduler_runs_pkey RENAME TO whole_scheduler_runs_pkey;
        ALTER INDEX control.scheduler_runs_run_id_key RENAME TO whole_scheduler_runs_run_id_key;
        DROP INDEX control.scheduler_runs_task;
        DROP INDEX IF EXISTS control.scheduler_runs_finished;

        CREATE TABLE control.scheduler_runs (
            LIKE control.whole_scheduler_runs INCLUDING DEFAULTS INCLUDING CONSTRAINTS,
            PRIMARY KEY (id),
            UNIQUE (run_id, id),
            FOREIGN KEY (task_id) REFERENCES control.scheduler_tasks (id)
        ) PARTITION BY RANGE (id);
        CREATE TABLE control.scheduler_runs_rest PARTITION OF control.scheduler_runs DEFAULT;
        CREATE INDEX scheduler_runs_task ON control.scheduler_runs (task_id, started_at DESC);
        CREATE INDEX scheduler_runs_finished ON control.scheduler_runs (finished_at);

        -- Keeps run ids unique over all months: a second one meets the key of scheduler_run_names.
        CREATE FUNCTION control.name_scheduler_run() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN INSERT INTO control.scheduler_run_names (run_id, id) VALUES (NEW.run_id, NEW.id); RETURN NEW; END $$;
        CREATE FUNCTION control.forget_scheduler_run() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
            IF current_setting('control.moving_rows', true) IS DISTINCT FROM 'on' THEN
                DELETE FROM control.scheduler_run_names WHERE run_id = OLD.run_id;
            END IF;
            RETURN OLD;
        END $$;
        CREATE TRIGGER scheduler_runs_name BEFORE INSERT ON control.scheduler_runs FOR EACH ROW EXECUTE FUNCTION control.name_scheduler_run();
        CREATE TRIGGER scheduler_runs_forget AFTER DELETE ON control.scheduler_runs FOR EACH ROW EXECUTE FUNCTION control.forget_scheduler_run();

        SELECT control.add_month('scheduler_runs', month::date) FROM (
            SELECT DISTINCT date_trunc('month', started_at AT TIME ZONE 'UTC') AS month FROM control.whole_scheduler_runs
            UNION SELECT generate_series(date_trunc('month', now() AT TIME ZONE 'UTC'), (now() AT TIME ZONE 'UTC') + interval '3 months', interval '1 month')) months ORDER BY month;
        INSERT INTO control.scheduler_runs
        SELECT control.time_id(started_at, id), task_id, run_id, started_at, finished_at, success, message, duration_ms, metadata_json FROM control.whole_scheduler_runs;
        DROP TABLE control.whole_scheduler_runs;
        DO $$ BEGIN
            IF to_regclass('control.scheduler_run_details') IS NOT NULL THEN
                ALTER TABLE control.scheduler_run_details ADD FOREIGN KEY (run_id) REFERENCES control.scheduler_run_names (run_id) ON DELETE CASCADE;
            END IF;
        END $$;
        """;

    private const string ListIndexesUp =
        """
        ALTER TABLE control.run_companies ADD COLUMN run_status text CHECK (run_status IN ('running', 'success', 'failed', 'canceled'));
        UPDATE control.run_companies c SET run_status = d.status FROM control.run_details d WHERE d.run_id = c.run_id;
        ALTER TABLE control.run_companies ALTER COLUMN run_status SET DEFAULT 'running', ALTER COLUMN run_status SET NOT NULL;
        CREATE INDEX run_companies_outcome ON control.run_companies (company, run_status, started_at DESC, run_id DESC);

        -- Comparing bytes costs a fraction of comparing by a locale, and a page that has room keeps its rows' updates off the indexes.
        DROP INDEX control.events_index_type_status, control.events_index_newest;
        ALTER TABLE control.events_index SET (fillfactor = 45), ALTER COLUMN event_id TYPE text COLLATE "C", ALTER COLUMN company TYPE text COLLATE "C", ALTER COLUMN event_type TYPE text COLLATE "C",
            ALTER COLUMN entity_id TYPE text COLLATE "C", ALTER COLUMN severity TYPE text COLLATE "C", ALTER COLUMN status TYPE text COLLATE "C";
        ALTER TABLE control.event_details ALTER COLUMN event_id TYPE text COLLATE "C";

        -- With every column that a list can filter by before the order; where a filter is missing, the list walks one branch per value.
        CREATE INDEX events_index_filter ON control.events_index (company, event_type, status, severity, first_seen_at DESC, event_id);
        """;
}
