namespace DataHound.Functions.Pipelines;

/// <summary>A unit failed in a way nobody foresaw. Its message is an explanation as one line, free of what the failure quoted; trying again may help.</summary>
/// <param name="stage">The stage.</param>
/// <param name="unit">The unit.</param>
public sealed class StageUnitFailedException(string stage, string unit)
    : Exception(new UserError("stage_failed", $"Stage '{stage}' could not process '{unit}'.", "Look into the log for the details, then start the run again; what was committed is kept.").ToString());
