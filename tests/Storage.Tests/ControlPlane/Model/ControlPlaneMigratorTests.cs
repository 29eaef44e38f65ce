using DataHound.Storage.ControlPlane;
using DataHound.Storage.ControlPlane.Model;
using DataHound.Storage.ControlPlane.Sql;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using TestSupport;

namespace Storage.Tests.ControlPlane.Model;

public sealed class ControlPlaneMigratorTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_model_names_exactly_the_tables_columns_and_types_that_the_migrations_made()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await using var context = await house.Get<IDbContextFactory<ControlPlaneContext>>().CreateDbContextAsync(Token);
        var modelled = context.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties().Select(property =>
            $"{entity.GetTableName()}.{property.GetColumnName()} {property.GetColumnType().Replace("timestamp with time zone", "timestamptz", StringComparison.Ordinal)} {(property.IsNullable ? "null" : "not null")}"));
        var migrated = await house.Database.Command(
            """
            SELECT format('%s.%s %s %s', c.relname, a.attname, replace(format_type(a.atttypid, a.atttypmod), 'timestamp with time zone', 'timestamptz'), CASE WHEN a.attnotnull THEN 'not null' ELSE 'null' END)
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            WHERE c.relnamespace = 'control'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped AND c.relname <> 'migrations_history'
            """).ListAsync(reader => reader.GetString(0), Token);
        migrated.Order(StringComparer.Ordinal).ShouldBe(modelled.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_eight_tables_of_the_storage_design_have_its_columns_and_no_others()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var columns = await house.Database.Command(
            """
            SELECT table_name || ': ' || string_agg(column_name || ' ' || replace(data_type, 'timestamp with time zone', 'timestamptz'), ', ' ORDER BY ordinal_position)
            FROM information_schema.columns WHERE table_schema = 'control' AND table_name = ANY (@tables) GROUP BY table_name ORDER BY table_name
            """,
            ("tables", new[] { "scheduler_tasks", "scheduler_runs", "pipeline_runs", "dataset_versions", "events_index", "review_gates", "notifications", "idempotency_keys" }))
            .ListAsync(reader => reader.GetString(0), Token);
        columns.ShouldBe(
        [
            "dataset_versions: id uuid, dataset_name text, company text, version_tag text, schema_version text, file_path text, row_count bigint, checksum text, produced_by_run_id text, created_at timestamptz",
            "events_index: id uuid, event_id text, company text, event_type text, entity_type text, entity_id text, severity text, status text, first_seen_at timestamptz, last_seen_at timestamptz, source_file text, details_json jsonb",
            "idempotency_keys: key text, scope text, run_id text, created_at timestamptz, expires_at timestamptz",
            "notifications: id uuid, task_id text, channel text, target text, message_type text, payload_json jsonb, sent_at timestamptz, status text, provider_message_id text",
            "pipeline_runs: id uuid, run_id text, company text, pipeline_name text, stage text, status text, input_manifest_json jsonb, output_manifest_json jsonb, error_json jsonb, started_at timestamptz, finished_at timestamptz",
            "review_gates: id uuid, task_id text, pr_number integer, repo text, branch text, ci_passed boolean, codex_passed boolean, claude_passed boolean, gemini_passed boolean, branch_up_to_date boolean, screenshots_included boolean, mode text, ready boolean, updated_at timestamptz",
            "scheduler_runs: id uuid, task_id uuid, run_id text, started_at timestamptz, finished_at timestamptz, success boolean, message text, duration_ms bigint, metadata_json jsonb",
            "scheduler_tasks: id uuid, task_key text, task_type text, company text, config_json jsonb, schedule_type text, schedule_expr text, timezone text, status text, created_at timestamptz, updated_at timestamptz",
        ]);
    }

    [Fact]
    public async Task Several_processes_may_migrate_at_once()
    {
        var connectionString = await postgres.CreateDatabaseAsync();
        var houses = Enumerable.Range(0, 4).Select(_ => StorageHouse.OpenAsync(connectionString)).ToList();
        foreach (var house in await Task.WhenAll(houses))
            await house.DisposeAsync();
    }

    [Fact]
    public async Task Every_migration_can_be_taken_back_and_applied_again()
    {
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        await using var context = await house.Get<IDbContextFactory<ControlPlaneContext>>().CreateDbContextAsync(Token);
        await context.GetService<IMigrator>().MigrateAsync(Migration.InitialDatabase, Token);
        (await house.Database.Command("SELECT count(*) FROM pg_class WHERE relnamespace = 'control'::regnamespace AND relkind IN ('r', 'p') AND relname <> 'migrations_history'").ScalarAsync<long>(Token)).ShouldBe(0);
        await house.Get<ControlPlaneMigrator>().MigrateAsync(Token);
        (await house.Database.Command("SELECT count(*) FROM control.pipeline_runs").ScalarAsync<long>(Token)).ShouldBe(0);
    }
}
