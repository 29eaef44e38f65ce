using DataHound.Domain.Events;
using DataHound.Domain.Pipelines;
using DataHound.Domain.Profiles;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Tables;
using DataHound.Storage.Events;
using DataHound.Storage.Pipelines;

namespace DataHound.Storage.Profiles;

/// <summary>The stage <c>profile</c>: one row a customer with scores, tier, counts and addresses, from the master tables as they are at the run's instant.</summary>
public sealed class ProfileStage(TableEngine engine, IDatasetCatalog catalog, ICompanyConfigs configs) : IPipelineStage
{
    private const string Good = "good";
    private const string Rows = "SELECT * FROM profiles ORDER BY customer_id";
    private static readonly string[] Masters = ["customers", "locations", "jobs", "estimates", "invoices", "calls", "memberships", "permits"];

    /// <inheritdoc/>
    public string Name => "profile";

    /// <inheritdoc/>
    public async Task<StagePlan> PlanAsync(StageContext context, CancellationToken cancellationToken)
    {
        var current = await catalog.ListCurrentAsync(context.Company, cancellationToken);
        return new StagePlan { Units = [PinnedInputs.Unit(DatasetNames.Profiles, Masters, current)] };
    }

    /// <inheritdoc/>
    public async Task<StageUnitResult> ExecuteAsync(StageContext context, StageUnit unit, CancellationToken cancellationToken)
    {
        var scope = await RunScope.OpenAsync(context, configs, cancellationToken);
        var values = scope.Values();
        AddRules(values, await configs.GetEventsAsync(context.Company, cancellationToken));
        var versions = await catalog.GetAsync(context.Company, unit.InputVersions, cancellationToken);

        await using var session = engine.OpenSession();
        await MasterTables.OpenAsync(session, Masters, versions, cancellationToken);
        var (details, rows) = await session.RunAsync(
            connection =>
            {
                ProfileQueries.CustomerAddresses.Run(connection, values, cancellationToken);
                ProfileQueries.CustomerPermits.Run(connection, values, cancellationToken);
                ProfileQueries.Profiles.Run(connection, values, cancellationToken);
                return (CountedDetails.Read(connection, ProfileQueries.Summary, ["tiers"], cancellationToken), CountedDetails.Rows(connection, ProfileQueries.Rows, cancellationToken));
            },
            cancellationToken);
        var file = await session.WriteAsync(scope.Target(DatasetNames.Profiles), Rows, cancellationToken);
        return new StageUnitResult
        {
            Unit = unit.Name,
            Counts = new StageCounts
            {
                // Every row of the masters counts once: a customer by its profile in the file, any other row in its customer's profile or as one of nobody.
                In = PinnedInputs.RowsOf(Masters, versions),
                Good = file.Rows + rows[Good],
                Discarded = CountedDetails.Without(rows, Good),
            },
            Versions = [PinnedInputs.Produced(DatasetNames.Profiles, file, versions)],
            Details = details,
        };
    }

    private static void AddRules(Dictionary<string, object?> values, EventConfig config)
    {
        values["completed_statuses"] = JobStatuses.Completed;
        values["canceled_statuses"] = JobStatuses.Canceled;
        values["busy_days"] = BusyWindow.Days;
        values["company_names"] = config.CompanyNames;
        values["permit_types"] = ComparedWords.Of(config.PermitTypes);
        values["quintile"] = string.Equals(config.Rfm.Mode, "quintile", StringComparison.Ordinal);
    }
}
