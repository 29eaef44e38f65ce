using DataHound.Storage.ConfigPlane;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Tables;
using DataHound.Storage.Ingestion;
using DataHound.Storage.Pipelines;
using DataHound.Storage.Preparation.Reading;

namespace DataHound.Storage.Preparation;

/// <summary>
/// The stage <c>prepare</c>: bronze to silver. A unit per dataset reads all its received files that are not prepared yet, in order, and writes the typed
/// rows, the quarantined ones and the discarded ones.
/// </summary>
/// <param name="configs">How the company's exports are read.</param>
/// <param name="files">The register of received files.</param>
/// <param name="objects">Where their bytes lie.</param>
/// <param name="engine">SQL over tables.</param>
/// <param name="limits">Limits of files.</param>
public sealed class PrepareStage(ICompanyConfigs configs, IReceivedFiles files, IObjectStore objects, TableEngine engine, ReadingLimits limits) : IPipelineStage
{
    /// <inheritdoc/>
    public string Name => "prepare";

    /// <inheritdoc/>
    public async Task<StagePlan> PlanAsync(StageContext context, CancellationToken cancellationToken)
    {
        var waiting = await files.ListUnpreparedAsync(context.Company, cancellationToken);
        var units = waiting.Where(file => file.Dataset is not null)
            .GroupBy(file => file.Dataset!, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new StageUnit { Name = group.Key, InputFiles = [.. group.Select(file => file.Id)] });
        return new StagePlan { Units = [.. units] };
    }

    /// <inheritdoc/>
    public async Task<StageUnitResult> ExecuteAsync(StageContext context, StageUnit unit, CancellationToken cancellationToken)
    {
        var extraction = await configs.GetExtractionAsync(context.Company, cancellationToken);
        var inputs = await files.GetAsync(context.Company, unit.InputFiles, cancellationToken);
        await using var session = engine.OpenSession();
        using var batch = new Batch(context, unit.Name, extraction, limits);
        foreach (var input in inputs)
            await batch.OpenAsync(input, objects, session, cancellationToken);
        return await batch.PrepareAsync(session, unit, cancellationToken);
    }
}
