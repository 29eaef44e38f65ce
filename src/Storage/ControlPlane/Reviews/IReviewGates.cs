using DataHound.Domain.Observability;
using DataHound.Domain.Reviews;

namespace DataHound.Storage.ControlPlane.Reviews;

/// <summary>The register of review gates. Every change that opens or shuts a gate writes its notice and its entry in the audit log in the same transaction.</summary>
public interface IReviewGates
{
    /// <summary>Opens a stage's gate, or gives the one that is there.</summary>
    Task<ReviewGate> OpenAsync(StageGateRequest request, CancellationToken cancellationToken);

    /// <summary>The gate, or null.</summary>
    Task<ReviewGate?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Gates, newest first.</summary>
    Task<Page<ReviewGate>> ListAsync(ReviewQuery query, CancellationToken cancellationToken);

    /// <summary>Lets a gate pass or refuses it.</summary>
    /// <param name="id">The gate.</param>
    /// <param name="approve">True to let it pass.</param>
    /// <param name="by">Who, and why.</param>
    /// <param name="cancellationToken">Stops the work; nothing is changed then.</param>
    /// <exception cref="UserErrorException"><c>review_unknown</c>, or <c>review_decided</c> when it was decided otherwise before.</exception>
    Task<ReviewGate> DecideAsync(Guid id, bool approve, Initiator by, CancellationToken cancellationToken);

    /// <summary>Notes what a check of a stage's gate says.</summary>
    /// <exception cref="UserErrorException"><c>review_unknown</c>, <c>review_decided</c>, or <c>check_unknown</c> when the gate does not ask for it.</exception>
    Task<ReviewGate> ReportAsync(Guid id, string check, bool? passed, Initiator by, CancellationToken cancellationToken);

    /// <summary>Notes that a gate's time is over: a soft one lets the run go on, a strict one tells that it waits.</summary>
    Task<ReviewGate> NoteOverdueAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Closes the waiting gates of a run that is to stop.</summary>
    Task CloseAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Notes the state of a pull request; the gate is made when it is new.</summary>
    /// <param name="state">What the code host says.</param>
    /// <param name="config">What gates ask for.</param>
    /// <param name="cancellationToken">Stops the work; nothing is changed then.</param>
    /// <returns>The gate, or null for a pull request that was closed before it had one.</returns>
    Task<ReviewGate?> NoteAsync(PullRequestState state, ReviewConfig config, CancellationToken cancellationToken);

    /// <summary>Notes what a check said of a commit, in the gates of all pull requests that stand at it.</summary>
    Task<IReadOnlyList<ReviewGate>> NoteAsync(CommitCheck check, CancellationToken cancellationToken);

    /// <summary>Decided gates of stages whose orchestration has not been told yet, oldest first.</summary>
    Task<IReadOnlyList<ReviewGate>> ListUndeliveredAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Notes that the orchestration has been told.</summary>
    Task MarkDeliveredAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Gives a sign of life for the runs that wait at a gate.</summary>
    Task BeatAsync(CancellationToken cancellationToken);
}
