using DataHound.Domain.Observability;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>Why a stage cannot go on or be committed.</summary>
internal static class StageErrors
{
    /// <summary>The company's part of the run, or the stage, is not active (any more).</summary>
    public static UserErrorException NotActive(StageKey stage) => new(
        "run_not_active", $"Stage '{stage.Stage}' of {stage.Company} is not active in run '{stage.RunId}'.", "Start a new run; what this one published is kept.");

    /// <summary>Something is missing for the commit.</summary>
    public static UserErrorException Incomplete(StageKey stage, string what) => new(
        "stage_incomplete", $"Stage '{stage.Stage}' of {stage.Company} cannot be committed: {what}.", "Run the stage's remaining units, then commit again.");

    /// <summary>A unit's counts do not add up.</summary>
    public static UserErrorException RowsDoNotAddUp(StageKey stage, string unit, long rowsIn, long accounted) => new(
        "rows_do_not_add_up", $"Stage '{stage.Stage}' of {stage.Company} was given {rowsIn} rows in '{unit}' but accounts for {accounted}; nothing of it was published.",
        "Report this with the run id: rows must never get lost or appear from nowhere.");

    /// <summary>An object that a version consists of is missing or has another length.</summary>
    public static UserErrorException ObjectMissing(StageKey stage, string path) => new(
        "object_missing", $"Stage '{stage.Stage}' of {stage.Company} names the object '{path}', which is missing or has another length; nothing was published.",
        "Check the object store, then start a new run.");

    /// <summary>Another run was faster with the same inputs.</summary>
    public static UserErrorException Conflict(StageKey stage, string what) => new(
        "stage_conflict", $"Stage '{stage.Stage}' of {stage.Company} was overtaken by another run: {what}; nothing was published.", "Start a new run; it will take up where the other one ended.");
}
