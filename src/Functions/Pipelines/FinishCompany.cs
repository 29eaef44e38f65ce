using DataHound.Storage.ControlPlane.Runs;

namespace DataHound.Functions.Pipelines;

/// <summary>Records how one company's part of a run ended.</summary>
/// <param name="runs">The register of runs.</param>
public sealed class FinishCompany(IRunStore runs)
{
    /// <summary>Records the outcome; the first one stays.</summary>
    [Function(nameof(FinishCompany))]
    public async Task RunAsync([ActivityTrigger] CompanyOutcome outcome, CancellationToken cancellationToken)
    {
        var error = outcome.Error is null ? null : UserError.Parse(outcome.Error);
        await runs.FinishCompanyAsync(outcome.RunId, outcome.Company, outcome.Status, error, cancellationToken);
    }
}
