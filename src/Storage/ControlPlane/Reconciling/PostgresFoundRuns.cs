using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Reconciling;

/// <summary>Found runs, in the register in Postgres.</summary>
internal sealed class PostgresFoundRuns(NpgsqlDataSource source, TimeProvider clock) : IFoundRuns
{
    private const string Actor = "reconciler";
    private const string NoRow = "its orchestration was there without a row in the register";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListUnknownAsync(IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) => await source.Command(
        "SELECT n.name FROM unnest(@ids) AS n (name) WHERE NOT EXISTS (SELECT FROM control.run_details d WHERE d.run_id = n.name) ORDER BY n.name COLLATE \"C\"",
        ("ids", runIds.ToArray())).ListAsync(reader => reader.GetString(0), cancellationToken);

    /// <inheritdoc/>
    public async Task<FoundRunOutcome> RecordAsync(FoundRun run, CancellationToken cancellationToken)
    {
        if (RunNames.Parse(run.RunId) is not { } name || run.Companies.Count == 0 || run.Stages.Count == 0 || !string.Equals(name.Company, RunNames.CompanyOf(run.Companies), StringComparison.Ordinal))
            return FoundRunOutcome.NoRun;

        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.LockAsync($"pipeline:{name.Pipeline}", cancellationToken);
        if (await RunReader.FindAsync(connection, run.RunId, cancellationToken) is not null)
            return FoundRunOutcome.Known;
        if (await RunRows.FindConflictAsync(connection, name.Pipeline, run.Companies, cancellationToken) is not null)
            return FoundRunOutcome.Conflict;

        var now = clock.Now();
        var request = new StartRunRequest { Pipeline = name.Pipeline, Companies = run.Companies, Stages = run.Stages, AsOf = name.AsOf, RequestedBy = Actor };
        await RunRows.InsertAsync(connection, run.RunId, name.Attempt, request, now, cancellationToken);
        await connection.Command("UPDATE control.run_details SET instance_started_at = @at WHERE run_id = @run", ("run", run.RunId), ("at", run.StartedAt)).RunAsync(cancellationToken);
        await AppendAsync(connection, run.RunId, run.Companies, "reconcile.run_record", NoRow, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return FoundRunOutcome.Recorded;
    }

    /// <inheritdoc/>
    public async Task NoteAsync(PipelineRun run, string action, string reason, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await AppendAsync(connection, run.RunId, run.Companies, action, reason, clock.Now(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static Task AppendAsync(NpgsqlConnection connection, string runId, IReadOnlyList<string> companies, string action, string reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        AuditWriter.AppendAsync(
            connection,
            [.. companies.Select(company => new AuditAct { Company = company, Action = action, Subject = RunNames.Subject(runId), By = new Initiator(Actor, Reason: reason) })],
            now,
            cancellationToken);
}
