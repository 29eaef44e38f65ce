using DataHound.Domain.Pipelines;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Tables;
using DataHound.Storage.Pipelines;

namespace DataHound.Storage.Events;

/// <summary>
/// The stage <c>detect</c>: finds each type's events in the master tables and moves every event ever seen along its life cycle. One unit an event type; the
/// version before is one of its pinned inputs, so that a repeated unit gives the same bytes.
/// </summary>
public sealed class DetectStage(TableEngine engine, IDatasetCatalog catalog, ICompanyConfigs configs) : IPipelineStage
{
    private const string Rows = "SELECT * FROM events ORDER BY entity_type, entity_id";
    private static readonly SqlScript Summary = SqlScript.Load(typeof(DetectStage), "EventSummary");

    /// <inheritdoc/>
    public string Name => "detect";

    /// <inheritdoc/>
    public async Task<StagePlan> PlanAsync(StageContext context, CancellationToken cancellationToken)
    {
        var current = await catalog.ListCurrentAsync(context.Company, cancellationToken);
        var units = EventDetection.All.Select(detection => PinnedInputs.Unit(detection.Type.Name, [.. detection.Masters, detection.Type.Dataset], current));
        return new StagePlan { Units = [.. units] };
    }

    /// <inheritdoc/>
    public async Task<StageUnitResult> ExecuteAsync(StageContext context, StageUnit unit, CancellationToken cancellationToken)
    {
        var detection = EventDetection.All.First(detection => string.Equals(detection.Type.Name, unit.Name, StringComparison.Ordinal));
        var scope = await RunScope.OpenAsync(context, configs, cancellationToken);
        var values = scope.Values();
        values["event_type"] = detection.Type.Name;
        detection.AddRules(values, await configs.GetEventsAsync(context.Company, cancellationToken), scope.LocalTime);
        var versions = await catalog.GetAsync(context.Company, unit.InputVersions, cancellationToken);

        await using var session = engine.OpenSession();
        await MasterTables.OpenAsync(session, detection.Masters, versions, cancellationToken);
        await MasterTables.OpenAsync(session, detection.Type.Dataset, "previous", EventDataset.Columns(detection.Type), versions, cancellationToken);
        var (details, rows) = await session.RunAsync(
            connection =>
            {
                detection.Run(connection, values, cancellationToken);
                return (CountedDetails.Read(connection, Summary, ["severity", "gone"], cancellationToken), CountedDetails.Rows(connection, detection.Rows, cancellationToken));
            },
            cancellationToken);
        var file = await session.WriteAsync(scope.Target(detection.Type.Dataset), Rows, cancellationToken);
        return new StageUnitResult
        {
            Unit = unit.Name,
            Counts = new StageCounts
            {
                // What is judged and what was known before become events of the file, or are said to become none.
                In = PinnedInputs.RowsOf([detection.Judged, detection.Type.Dataset], versions),
                Good = file.Rows,
                Discarded = rows,
            },
            Versions = [PinnedInputs.Produced(detection.Type.Dataset, file, versions) with { CarriesOn = true, IndexEvents = true }],
            Details = details,
        };
    }
}
