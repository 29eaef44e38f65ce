using DataHound.Storage.DataPlane.Checks;

namespace DataHound.Functions.Quality;

/// <summary>Records the end of a check.</summary>
/// <param name="checks">The checks.</param>
public sealed class FinishDataCheck(IDataChecks checks)
{
    /// <summary>Records it; the first end stays.</summary>
    [Function(nameof(FinishDataCheck))]
    public Task RunAsync([ActivityTrigger] DataCheckEnd end, CancellationToken cancellationToken) =>
        checks.FinishAsync(end.CheckId, end.Error is null ? null : UserError.Parse(end.Error), cancellationToken);
}
