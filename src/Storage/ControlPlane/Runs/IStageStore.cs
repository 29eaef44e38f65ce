using DataHound.Domain.Observability;
using DataHound.Storage.Pipelines;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>The course of the stages of a run: planned once, each unit's result stored once, committed once, however often it is tried.</summary>
public interface IStageStore
{
    /// <summary>Notes that the stage began; the first time stays.</summary>
    /// <returns>Where the stage stands: success when it was committed before.</returns>
    Task<RunStatus> BeginAsync(StageKey stage, CancellationToken cancellationToken);

    /// <summary>Stores the stage's plan. The first one stays.</summary>
    /// <returns>The plan that stands.</returns>
    Task<StagePlan> SavePlanAsync(StageKey stage, StagePlan plan, CancellationToken cancellationToken);

    /// <summary>The stage's plan, or null when it is not planned.</summary>
    Task<StagePlan?> FindPlanAsync(StageKey stage, CancellationToken cancellationToken);

    /// <summary>Stores what a unit of the plan made. The first result stays.</summary>
    /// <returns>The result that stands.</returns>
    Task<StageUnitResult> SaveUnitResultAsync(StageKey stage, StageUnitResult result, CancellationToken cancellationToken);

    /// <summary>The stored result of a unit, or null when it is not done.</summary>
    Task<StageUnitResult?> FindUnitResultAsync(StageKey stage, string unit, CancellationToken cancellationToken);

    /// <summary>The stored results of the stage, by unit name.</summary>
    Task<IReadOnlyList<StageUnitResult>> ListUnitResultsAsync(StageKey stage, CancellationToken cancellationToken);

    /// <summary>
    /// Publishes what the stage's units made, in one transaction: versions, current pointers, marks on received files and merged versions,
    /// the event index, the counts. Nothing of it is visible before, everything after; again after success it changes nothing.
    /// </summary>
    /// <exception cref="UserErrorException">
    /// <c>rows_do_not_add_up</c>; <c>stage_incomplete</c> (not planned, or a unit's result is missing); <c>object_missing</c>;
    /// <c>run_not_active</c> (the company's part has ended); <c>stage_conflict</c> (another run published the same inputs meanwhile).
    /// </exception>
    Task<StageCommit> CommitAsync(StageKey stage, CancellationToken cancellationToken);
}
