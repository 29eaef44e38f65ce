using DataHound.Domain.Observability;
using DataHound.Domain.Reviews;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Notifications;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Reviews;

/// <summary>Review gates in Postgres.</summary>
internal sealed class PostgresReviewGates(NpgsqlDataSource source, TimeProvider clock) : IReviewGates
{
    private const string CodeHost = "github";
    private static readonly Initiator Clockwork = new("time-limit");
    private static readonly Initiator Checks = new("checks");

    /// <inheritdoc/>
    public Task<ReviewGate> OpenAsync(StageGateRequest request, CancellationToken cancellationToken)
    {
        var taskId = $"stage:{request.RunId}:{request.Company}:{request.Stage}";
        var now = clock.Now();
        var fresh = new ReviewGate
        {
            Id = DeterministicId.Of("review", taskId),
            TaskId = taskId,
            Mode = request.Mode,
            Status = ReviewStatus.Waiting,
            Required = request.Required,
            Checks = new Dictionary<string, ReviewCheck>(StringComparer.Ordinal),
            Company = request.Company,
            RunId = request.RunId,
            Stage = request.Stage,
            InstanceId = request.InstanceId,
            OpenedAt = now,
            DueAt = now + request.TimeLimit,
            UpdatedAt = now,
        };
        return ChangeAsync(fresh.Id, gate => gate ?? fresh, null, cancellationToken)!;
    }

    /// <inheritdoc/>
    public async Task<ReviewGate?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await ReviewGateQueries.FindAsync(connection, id, forUpdate: false, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Page<ReviewGate>> ListAsync(ReviewQuery query, CancellationToken cancellationToken)
    {
        var after = PageCursor.Parse(query.Cursor);
        var afterId = after is null ? Guid.Empty : Guid.TryParse(after.Name, out var id) ? id : throw PageCursor.Invalid();
        var limit = Math.Clamp(query.Limit, 1, 1000);
        var conditions = new List<string> { "true" };
        if (query.Company is not null)
            conditions.Add("d.company = @company");
        if (query.RunId is not null)
            conditions.Add("d.run_id = @run");
        if (query.Status is not null)
            conditions.Add("d.status = @status");
        if (after is not null)
            conditions.Add("(d.opened_at < @at OR d.opened_at = @at AND d.gate_id > @id)");
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var gates = await ReviewGateQueries.ListAsync(
            connection, $"{string.Join(" AND ", conditions)} ORDER BY d.opened_at DESC, d.gate_id LIMIT @limit",
            [("company", query.Company), ("run", query.RunId), ("status", query.Status?.Word()), ("at", after?.At), ("id", afterId), ("limit", limit + 1)], cancellationToken);
        return PageCursor.Cut(gates, limit, gate => new PageCursor(gate.OpenedAt, gate.Id.ToString("D")).ToString());
    }

    /// <inheritdoc/>
    public async Task<ReviewGate> DecideAsync(Guid id, bool approve, Initiator by, CancellationToken cancellationToken)
    {
        var wanted = approve ? ReviewStatus.Approved : ReviewStatus.Rejected;
        return (await ChangeAsync(id, gate => Require(id, gate) is var known && known.Status == wanted ? known : RequireOpen(known) with
        {
            Status = wanted,
            DecidedBy = by.Actor,
            Reason = by.Reason,
            DecidedAt = clock.Now(),
        }, by, cancellationToken))!;
    }

    /// <inheritdoc/>
    public async Task<ReviewGate> ReportAsync(Guid id, string check, bool? passed, Initiator by, CancellationToken cancellationToken) => (await ChangeAsync(id, gate =>
    {
        var open = RequireOpen(Require(id, gate));
        if (open.RunId is null || !open.Required.Contains(check, StringComparer.Ordinal))
            throw new UserErrorException("check_unknown", $"The gate does not ask for a check '{check}'.", "Report one of the gate's required checks.");
        return WithCheck(open, check, new ReviewCheck(passed, clock.Now(), by.Actor));
    }, by, cancellationToken))!;

    /// <inheritdoc/>
    public async Task<ReviewGate> NoteOverdueAsync(Guid id, CancellationToken cancellationToken)
    {
        var gate = (await ChangeAsync(id, gate => Require(id, gate) is { IsDecided: false, Mode: ReviewMode.Soft } open
            ? open with { Status = ReviewStatus.Overdue, DecidedAt = clock.Now() }
            : gate, Clockwork, cancellationToken))!;
        if (!gate.IsDecided)
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await NoticeWriter.WriteAsync(connection, ReviewNotices.Overdue(gate), clock.Now(), cancellationToken);
        }

        return gate;
    }

    /// <inheritdoc/>
    public async Task CloseAsync(string runId, CancellationToken cancellationToken)
    {
        List<ReviewGate> gates;
        await using (var connection = await source.OpenConnectionAsync(cancellationToken))
            gates = await ReviewGateQueries.ListAsync(connection, "d.run_id = @run", [("run", runId)], cancellationToken);
        foreach (var gate in gates)
            await ChangeAsync(gate.Id, known => known is { IsDecided: false } ? known with { Status = ReviewStatus.Closed, DecidedAt = clock.Now() } : known, null, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ReviewGate?> NoteAsync(PullRequestState state, ReviewConfig config, CancellationToken cancellationToken)
    {
        var taskId = FormattableString.Invariant($"pr:{state.Repository}#{state.Number}");
        var id = DeterministicId.Of("review", taskId);
        var now = clock.Now();
        return ChangeAsync(id, async (connection, gate) =>
        {
            if (gate is null && state.IsClosed)
                return null;
            await CommitCheckRows.LockAsync(connection, state.Repository, state.HeadSha, cancellationToken);
            var ofCommit = await CommitCheckRows.ListAsync(connection, state.Repository, state.HeadSha, CodeHost, cancellationToken);
            var known = gate ?? new ReviewGate
            {
                Id = id,
                TaskId = taskId,
                Mode = ReviewMode.Strict,
                Status = ReviewStatus.Waiting,
                Required = config.Required,
                Checks = new Dictionary<string, ReviewCheck>(StringComparer.Ordinal),
                PullRequest = state.Number,
                Repository = state.Repository,
                HeadSha = state.HeadSha,
                OpenedAt = now,
                UpdatedAt = now,
            };
            return PullRequestChanges.Apply(known, state, config, ofCommit, CodeHost);
        }, null, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReviewGate>> NoteAsync(CommitCheck check, CancellationToken cancellationToken)
    {
        List<ReviewGate> gates;
        await using (var connection = await source.OpenConnectionAsync(cancellationToken))
        {
            await CommitCheckRows.SaveAsync(connection, check, cancellationToken);
            gates = await ReviewGateQueries.ListAsync(connection, "d.head_sha = @sha AND g.repo = @repository", [("sha", check.HeadSha), ("repository", check.Repository)], cancellationToken);
        }

        for (var index = 0; index < gates.Count; index++)
        {
            gates[index] = (await ChangeAsync(
                gates[index].Id,
                async (connection, gate) => gate!.HeadSha == check.HeadSha && !gate.IsDecided
                    ? PullRequestChanges.WithCommit(gate, await CommitCheckRows.ListAsync(connection, check.Repository, check.HeadSha, CodeHost, cancellationToken))
                    : gate,
                null, cancellationToken))!;
        }

        return gates;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReviewGate>> ListUndeliveredAsync(int limit, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await ReviewGateQueries.ListAsync(
            connection, "d.run_id IS NOT NULL AND d.delivered_at IS NULL AND d.status NOT IN ('waiting', 'failed') ORDER BY d.opened_at LIMIT @limit", [("limit", limit)], cancellationToken);
    }

    /// <inheritdoc/>
    public Task MarkDeliveredAsync(Guid id, CancellationToken cancellationToken) =>
        source.Command("UPDATE control.review_gate_details SET delivered_at = @now WHERE gate_id = @id AND delivered_at IS NULL", ("id", id), ("now", clock.Now())).RunAsync(cancellationToken);

    /// <inheritdoc/>
    public Task BeatAsync(CancellationToken cancellationToken) => source.Command(
        """
        UPDATE control.run_details r SET heartbeat_at = @now
        FROM control.review_gate_details d WHERE d.run_id = r.run_id AND d.delivered_at IS NULL AND r.status = 'running' AND r.heartbeat_at < @now
        """,
        ("now", clock.Now())).RunAsync(cancellationToken);

    /// <summary>Changes a gate under its lock, with its notice and, when somebody is named, its entry in the audit log.</summary>
    private Task<ReviewGate?> ChangeAsync(Guid id, Func<ReviewGate?, ReviewGate?> change, Initiator? by, CancellationToken cancellationToken) =>
        ChangeAsync(id, (_, gate) => Task.FromResult(change(gate)), by, cancellationToken);

    private async Task<ReviewGate?> ChangeAsync(Guid id, Func<NpgsqlConnection, ReviewGate?, Task<ReviewGate?>> change, Initiator? by, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.LockAsync($"review:{id:N}", cancellationToken);
        var before = await ReviewGateQueries.FindAsync(connection, id, forUpdate: true, cancellationToken);
        var after = await change(connection, before);
        if (after is null || ReferenceEquals(after, before))
            return after;
        var now = clock.Now();
        after = after with { UpdatedAt = now };
        await ReviewGateQueries.SaveAsync(connection, after, cancellationToken);
        if (ReviewNotices.Of(before, after) is { } notice)
            await NoticeWriter.WriteAsync(connection, notice, now, cancellationToken);
        if (by is not null && after.Status != before?.Status)
            await AuditWriter.AppendAsync(connection, Act(before, after, by), now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return after;
    }

    private static ReviewGate WithCheck(ReviewGate gate, string check, ReviewCheck answer)
    {
        var changed = PullRequestChanges.WithCheck(gate, check, answer);
        var status = ReviewVerdict.OfStage([.. changed.Required], changed.Checks);
        return changed with { Status = status, DecidedBy = status is ReviewStatus.Ready ? Checks.Actor : null, DecidedAt = status is ReviewStatus.Ready ? answer.At : null };
    }

    private static AuditAct Act(ReviewGate? before, ReviewGate after, Initiator by) => new()
    {
        Company = after.Company,
        Action = $"review.{after.Status.Word()}",
        Subject = $"review:{after.Id:D}",
        Before = before?.Status.Word(),
        After = after.Status.Word(),
        By = by,
    };

    private static ReviewGate Require(Guid id, ReviewGate? gate) =>
        gate ?? throw new UserErrorException("review_unknown", $"There is no review gate '{id:D}'.", "List the gates with GET /api/v1/reviews.");

    private static ReviewGate RequireOpen(ReviewGate gate) => !gate.IsDecided
        ? gate
        : throw new UserErrorException("review_decided", $"The review gate is {gate.Status.Word()} already.", "Nothing is to be decided any more; see GET /api/v1/reviews/{id}.");
}
