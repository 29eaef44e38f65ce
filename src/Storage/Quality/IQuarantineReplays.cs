using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane;

namespace DataHound.Storage.Quality;

/// <summary>
/// Replays: chosen rows are taken, written from what was received with their corrections into files of source <c>quarantine</c>, and read by a normal run.
/// Each step may be repeated; a row is taken by one replay only.
/// </summary>
public interface IQuarantineReplays
{
    /// <summary>Takes the chosen rows that are open. The same key gives the same replay.</summary>
    /// <returns>The replay, or null when there was no such row.</returns>
    /// <exception cref="UserErrorException"><c>selection_too_large</c>.</exception>
    Task<QuarantineReplay?> BeginAsync(QuarantineReplayRequest request, CancellationToken cancellationToken);

    /// <summary>Receives the files of a replay into bronze; again after success it changes nothing.</summary>
    Task<QuarantineReplay> ReceiveAsync(string company, Guid id, CancellationToken cancellationToken);

    /// <summary>Notes the run.</summary>
    Task<QuarantineReplay> MarkStartedAsync(string company, Guid id, string runId, CancellationToken cancellationToken);

    /// <summary>A replay, or null.</summary>
    Task<QuarantineReplay?> FindAsync(string company, Guid id, CancellationToken cancellationToken);

    /// <summary>A company's replays, newest first.</summary>
    Task<Page<QuarantineReplay>> ListAsync(string company, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>Replays asked for before an instant whose run is not started, oldest first.</summary>
    Task<IReadOnlyList<QuarantineReplay>> ListUnfinishedAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
