namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>A run with everything that is known about its course.</summary>
/// <param name="Run">The run.</param>
/// <param name="Companies">Its companies, by slug.</param>
public sealed record PipelineRunDetail(PipelineRun Run, IReadOnlyList<RunCompany> Companies);
