using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>The register of runs in Postgres.</summary>
internal sealed class PostgresRunStore(NpgsqlDataSource source, TimeProvider clock) : IRunStore
{
    private static readonly TimeSpan HeartbeatPrecision = TimeSpan.FromSeconds(5);
    private readonly RunStarter _starter = new(source, clock);
    private readonly RunFinisher _finisher = new(source, clock);

    /// <inheritdoc/>
    public Task<StartRunResult> StartAsync(StartRunRequest request, CancellationToken cancellationToken) => _starter.StartAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PipelineRun>> ListUnstartedAsync(int limit, CancellationToken cancellationToken) => RunReader.ListActiveAsync(source, unstarted: true, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PipelineRun>> ListActiveAsync(int limit, CancellationToken cancellationToken) => RunReader.ListActiveAsync(source, unstarted: false, limit, cancellationToken);

    /// <inheritdoc/>
    public Task MarkStartedAsync(string runId, CancellationToken cancellationToken) => source.Command(
        "UPDATE control.run_details SET instance_started_at = @now, heartbeat_at = @now WHERE run_id = @run AND instance_started_at IS NULL",
        ("run", runId), ("now", clock.Now())).RunAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<CancelOutcome> RequestCancelAsync(string runId, Initiator by, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var now = clock.Now();
        var acts = await RunCancellation.RequestAsync(connection, [runId], by, now, cancellationToken);
        if (acts.Count == 0)
        {
            var isActive = await connection.Command("SELECT status = 'running' FROM control.run_details WHERE run_id = @run", ("run", runId)).ScalarAsync<bool?>(cancellationToken);
            return isActive switch { null => CancelOutcome.NotFound, true => CancelOutcome.Requested, false => CancelOutcome.AlreadyFinished };
        }

        await AuditWriter.AppendAsync(connection, acts, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return CancelOutcome.Requested;
    }

    /// <inheritdoc/>
    public Task<bool> IsCancelRequestedAsync(string runId, CancellationToken cancellationToken) => source.Command(
        "SELECT cancel_requested_at IS NOT NULL FROM control.run_details WHERE run_id = @run", ("run", runId)).ScalarAsync<bool>(cancellationToken);

    /// <inheritdoc/>
    public async Task HeartbeatAsync(string runId, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await BeatAsync(connection, runId, clock.Now(), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<RunStatus> FinishCompanyAsync(string runId, string company, RunStatus status, UserError? error, CancellationToken cancellationToken) =>
        _finisher.FinishCompanyAsync(runId, company, status, error, cancellationToken);

    /// <inheritdoc/>
    public Task<PipelineRun> FinishRunAsync(string runId, UserError? unfinished, CancellationToken cancellationToken) => _finisher.FinishRunAsync(runId, unfinished, cancellationToken);

    /// <inheritdoc/>
    public async Task<PipelineRun?> FindAsync(string runId, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await RunReader.FindAsync(connection, runId, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<PipelineRunDetail?> GetAsync(string runId, CancellationToken cancellationToken) => RunDetailReader.GetAsync(source, runId, cancellationToken);

    /// <inheritdoc/>
    public Task<Page<PipelineRun>> ListAsync(RunQuery query, CancellationToken cancellationToken) => RunReader.ListAsync(source, query, cancellationToken);

    /// <summary>Moves the heartbeat, but not more often than is worth a write.</summary>
    internal static Task BeatAsync(NpgsqlConnection connection, string runId, DateTimeOffset now, CancellationToken cancellationToken) => connection.Command(
        "UPDATE control.run_details SET heartbeat_at = @now WHERE run_id = @run AND heartbeat_at < @before",
        ("run", runId), ("now", now), ("before", now - HeartbeatPrecision)).RunAsync(cancellationToken);
}
