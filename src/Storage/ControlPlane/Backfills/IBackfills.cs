using DataHound.Domain.Observability;

namespace DataHound.Storage.ControlPlane.Backfills;

/// <summary>The register of backfills. Whatever is asked for again after a crash gives the same.</summary>
public interface IBackfills
{
    /// <summary>Records a backfill; how many partitions it has costs nothing. The same key gives the same backfill.</summary>
    /// <exception cref="UserErrorException"><c>backfill_invalid</c>.</exception>
    Task<Backfill> StartAsync(BackfillRequest request, CancellationToken cancellationToken);

    /// <summary>A backfill, or null.</summary>
    Task<Backfill?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>How many partitions are in each state; states without any are left out.</summary>
    Task<IReadOnlyDictionary<BackfillPartitionStatus, long>> CountAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Backfills, newest first.</summary>
    Task<Page<Backfill>> ListAsync(int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>Partitions in their order.</summary>
    Task<Page<BackfillPartition>> ListPartitionsAsync(Guid id, BackfillPartitionStatus? status, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>Pauses, resumes or cancels a backfill; asking for the state it has changes nothing. All active runs of one that is canceled are asked to stop.</summary>
    /// <exception cref="UserErrorException"><c>backfill_unknown</c>; <c>backfill_finished</c> when its state does not allow it.</exception>
    Task<Backfill> ChangeAsync(Guid id, BackfillChange change, Initiator by, CancellationToken cancellationToken);

    /// <summary>Backfills that have something to tend: running ones, and others of which runs are still active; oldest first.</summary>
    Task<IReadOnlyList<Backfill>> ListWorkingAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Notes which runs have ended, and asks those of a canceled backfill to stop that were started meanwhile.</summary>
    Task SettleAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>
    /// The partitions to start now: of each company the earliest that is not done, when no other of the company runs or failed, as many as there is room for. When
    /// nothing is left to start or to wait for, the backfill ends.
    /// </summary>
    Task<IReadOnlyList<BackfillPartition>> NextAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Notes the run of a partition; the first one of its try stays.</summary>
    Task MarkStartedAsync(Guid id, BackfillPartition partition, string runId, CancellationToken cancellationToken);
}
