using DataHound.Storage.ConfigPlane;
using DataHound.Storage.DataPlane.Checks;

namespace DataHound.Functions.Quality;

/// <summary>Starts the regular reconciliation of all companies, unless one is still at work.</summary>
/// <param name="starter">Starts checks.</param>
/// <param name="checks">The checks.</param>
/// <param name="configs">The configuration.</param>
/// <param name="time">The clock.</param>
public sealed class Reconcile(DataCheckStarter starter, IDataChecks checks, ICompanyConfigs configs, TimeProvider time)
{
    private const int WorkingChecks = 100;

    /// <summary>At the times of the setting <c>ReconciliationSchedule</c>.</summary>
    [Function(nameof(Reconcile))]
    public async Task RunAsync([TimerTrigger("%ReconciliationSchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var working = await checks.ListWorkingAsync(time.GetUtcNow(), WorkingChecks, cancellationToken);
        if (working.Any(check => check.Kind is DataCheckKind.Reconciliation))
            return;
        var companies = await configs.ListCompaniesAsync(cancellationToken);
        if (companies.Count > 0)
            await starter.StartAsync(DataCheckKind.Reconciliation, new DataCheckRequest { Companies = [.. companies.Select(company => company.Slug)] }, new Initiator("schedule"), client, cancellationToken);
    }
}
