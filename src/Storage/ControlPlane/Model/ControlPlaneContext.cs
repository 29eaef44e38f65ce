using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace DataHound.Storage.ControlPlane.Model;

/// <summary>The tables of schema <c>control</c>, for migrations and for reads that are not hot. A test holds it against the migrated database.</summary>
internal sealed class ControlPlaneContext(DbContextOptions<ControlPlaneContext> options) : DbContext(options)
{
    /// <summary>The schema of all tables.</summary>
    public const string Schema = "control";

    /// <summary>The table in which applied migrations are noted.</summary>
    public const string HistoryTable = "migrations_history";

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        Table<SchedulerTaskRow>(modelBuilder, "scheduler_tasks", row => row.Id, nameof(SchedulerTaskRow.ConfigJson));
        Table<SchedulerRunRow>(modelBuilder, "scheduler_runs", row => row.Id, nameof(SchedulerRunRow.MetadataJson));
        Table<SchedulerRunNameRow>(modelBuilder, "scheduler_run_names", row => row.RunId);
        Table<SchedulerTaskDetailRow>(modelBuilder, "scheduler_task_details", row => row.TaskId);
        Table<SchedulerRunDetailRow>(modelBuilder, "scheduler_run_details", row => row.RunId, nameof(SchedulerRunDetailRow.StateJson));
        Table<PipelineRunRow>(modelBuilder, "pipeline_runs", row => row.Id, nameof(PipelineRunRow.InputManifestJson), nameof(PipelineRunRow.OutputManifestJson), nameof(PipelineRunRow.ErrorJson));
        Table<DatasetVersionRow>(modelBuilder, "dataset_versions", row => row.Id);
        Table<EventIndexEntryRow>(modelBuilder, "events_index", row => row.Id, nameof(EventIndexEntryRow.DetailsJson));
        Table<ReviewGateRow>(modelBuilder, "review_gates", row => row.Id);
        Table<ReviewGateDetailRow>(modelBuilder, "review_gate_details", row => row.GateId, nameof(ReviewGateDetailRow.ChecksJson));
        Table<NotificationRow>(modelBuilder, "notifications", row => row.Id, nameof(NotificationRow.PayloadJson));
        Table<IdempotencyKeyRow>(modelBuilder, "idempotency_keys", row => row.Key);
        Table<RunDetailRow>(modelBuilder, "run_details", row => row.RunId);
        Table<RunCompanyRow>(modelBuilder, "run_companies", row => new { row.RunId, row.Company }, nameof(RunCompanyRow.ErrorJson));
        Table<RunStageRow>(modelBuilder, "run_stages", row => new { row.RunId, row.Company, row.Stage }, nameof(RunStageRow.CountsJson));
        Table<StagePlanRow>(modelBuilder, "stage_plans", row => new { row.RunId, row.Company, row.Stage }, nameof(StagePlanRow.PlanJson));
        Table<StageOutputRow>(modelBuilder, "stage_outputs", row => new { row.RunId, row.Company, row.Stage, row.Unit }, nameof(StageOutputRow.ResultJson));
        Table<ReceivedFileRow>(modelBuilder, "received_files", row => row.Id);
        Table<DatasetVersionDetailRow>(modelBuilder, "dataset_version_details", row => row.VersionId, nameof(DatasetVersionDetailRow.FilesJson));
        Table<DatasetCurrentRow>(modelBuilder, "dataset_current", row => new { row.Company, row.DatasetName });
        Table<DatasetPublicationRow>(modelBuilder, "dataset_publications", row => row.Id);
        Table<VersionRemovalRow>(modelBuilder, "version_removals", row => row.VersionId);
        Table<GarbageObjectRow>(modelBuilder, "garbage_objects", row => row.Path);
        Table<DataCheckRow>(modelBuilder, "data_checks", row => row.Id, nameof(DataCheckRow.RequestJson), nameof(DataCheckRow.ErrorJson));
        Table<DataCheckCompanyRow>(modelBuilder, "data_check_companies", row => new { row.CheckId, row.Company }, nameof(DataCheckCompanyRow.ReportJson));
        Table<DataCheckFindingRow>(modelBuilder, "data_check_findings", row => new { row.CheckId, row.Company, row.Ordinal }, nameof(DataCheckFindingRow.DetailJson));
        Table<QuarantineBatchRow>(modelBuilder, "quarantine_batches", row => row.Id, nameof(QuarantineBatchRow.RequestJson));
        Table<QuarantineRowRow>(modelBuilder, "quarantine_rows", row => new { row.VersionId, row.RowNumber }, nameof(QuarantineRowRow.CellsJson));
        Table<BackfillRow>(modelBuilder, "backfills", row => row.Id);
        Table<BackfillPartitionRow>(modelBuilder, "backfill_partitions", row => new { row.BackfillId, row.Ordinal });
        Table<SchemaDriftRow>(modelBuilder, "schema_drift", row => row.Id);
        Table<EventDetailRow>(modelBuilder, "event_details", row => row.EventId);
        Table<ReconciledEventRow>(modelBuilder, "reconciled_events", row => new { row.Company, row.EventType });
        Table<IdempotencyRequestRow>(modelBuilder, "idempotency_requests", row => row.Key, nameof(IdempotencyRequestRow.ResponseJson));
        Table<AuditHeadRow>(modelBuilder, "audit_heads", row => row.Company);
        Table<AuditLogRow>(modelBuilder, "audit_log", row => new { row.Company, row.Sequence });
        Table<CursorRow>(modelBuilder, "cursors", row => new { row.Company, row.Source }, nameof(CursorRow.PlaceJson));
        Table<LeaseRow>(modelBuilder, "leases", row => row.Name);
        Table<ConfigDocumentRow>(modelBuilder, "config_documents", row => row.Id);
        Table<ConfigRevisionRow>(modelBuilder, "config_revision", row => row.OnlyRow);
        Table<NoticeRow>(modelBuilder, "notices", row => row.Id, nameof(NoticeRow.FactsJson));
        Table<NotificationDeliveryRow>(modelBuilder, "notification_deliveries", row => row.NotificationId, nameof(NotificationDeliveryRow.PayloadJson));
        Table<AlertRow>(modelBuilder, "alerts", row => row.Subject);
        Table<CommitCheckRow>(modelBuilder, "commit_checks", row => new { row.Repo, row.HeadSha, row.Name });
        Table<NotificationEndpointRow>(modelBuilder, "notification_endpoints", row => new { row.Scope, row.ChannelName });
    }

    private static void Table<TRow>(ModelBuilder modelBuilder, string table, Expression<Func<TRow, object?>> key, params ReadOnlySpan<string> jsonColumns)
        where TRow : class
    {
        var entity = modelBuilder.Entity<TRow>();
        entity.ToTable(table);
        entity.HasKey(key);
        foreach (var property in typeof(TRow).GetProperties())
            entity.Property(property.Name).HasColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        foreach (var column in jsonColumns)
            entity.Property(column).HasColumnType("jsonb");
    }
}
