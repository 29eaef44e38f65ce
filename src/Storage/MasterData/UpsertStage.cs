using DataHound.Domain.Observability;
using DataHound.Domain.Pipelines;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Tables;
using DataHound.Storage.Pipelines;

namespace DataHound.Storage.MasterData;

/// <summary>
/// The stage <c>upsert</c>: silver to gold. A unit per dataset merges all silver versions that are in no master table yet, oldest first, into the current
/// one, and writes the new master table and the log of what changed. When nothing changed, nothing is written.
/// </summary>
/// <param name="configs">How the company's exports are read.</param>
/// <param name="catalog">Published versions.</param>
/// <param name="engine">SQL over tables.</param>
public sealed class UpsertStage(ICompanyConfigs configs, IDatasetCatalog catalog, TableEngine engine) : IPipelineStage
{
    /// <inheritdoc/>
    public string Name => "upsert";

    /// <inheritdoc/>
    public async Task<StagePlan> PlanAsync(StageContext context, CancellationToken cancellationToken)
    {
        var units = new List<StageUnit>();
        var unmerged = await catalog.ListUnmergedAsync(context.Company, cancellationToken);
        var silver = unmerged.Where(version => DatasetNames.IsSilver(version.Dataset));
        foreach (var group in silver.GroupBy(version => DatasetNames.PreparedOf(version.Dataset)!, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var master = await catalog.FindCurrentAsync(context.Company, group.Key, cancellationToken);
            var inputs = group.Select(version => version.Id);
            units.Add(new StageUnit { Name = group.Key, InputVersions = [.. master is null ? inputs : inputs.Prepend(master.Id)] });
        }

        return new StagePlan { Units = units };
    }

    /// <inheritdoc/>
    public async Task<StageUnitResult> ExecuteAsync(StageContext context, StageUnit unit, CancellationToken cancellationToken)
    {
        var config = await configs.GetExtractionAsync(context.Company, cancellationToken);
        var extraction = config.Datasets.GetValueOrDefault(unit.Name) ?? throw new UserErrorException(
            "dataset_not_configured",
            $"The extraction configuration of '{context.Company}' no longer names the dataset '{unit.Name}', but rows of it wait.",
            "Put the dataset back into the configuration, then run again.");
        var inputs = await catalog.GetAsync(context.Company, unit.InputVersions, cancellationToken);
        await using var session = engine.OpenSession();
        var upsert = new MasterUpsert(context, unit, config.Timezone, extraction, session);
        return await upsert.RunAsync(inputs, cancellationToken);
    }
}
