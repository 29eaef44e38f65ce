using DataHound.Storage.ConfigPlane;
using DataHound.Storage.DataPlane.Checks;

namespace DataHound.Functions.Quality;

/// <summary>Starts the regular garbage collection of all companies.</summary>
/// <param name="starter">Starts checks.</param>
/// <param name="configs">The configuration.</param>
public sealed class CollectGarbage(DataCheckStarter starter, ICompanyConfigs configs)
{
    /// <summary>At the times of the setting <c>CollectionSchedule</c>.</summary>
    [Function(nameof(CollectGarbage))]
    public async Task RunAsync([TimerTrigger("%CollectionSchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var companies = await configs.ListCompaniesAsync(cancellationToken);
        if (companies.Count > 0)
            await starter.StartAsync(DataCheckKind.Collection, new DataCheckRequest { Companies = [.. companies.Select(company => company.Slug)] }, new Initiator("schedule"), client, cancellationToken);
    }
}
