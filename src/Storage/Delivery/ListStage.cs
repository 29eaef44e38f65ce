using DataHound.Domain.Delivery;
using DataHound.Domain.Pipelines;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Tables;
using DataHound.Storage.Events;
using DataHound.Storage.Pipelines;
using DuckDb;

namespace DataHound.Storage.Delivery;

/// <summary>
/// The stage <c>lists</c>: for each configured list the active events that people shall act on, with who to call; what the run added, changed and removed,
/// and why; and the same rows as a CSV file. One unit a list.
/// </summary>
public sealed class ListStage(TableEngine engine, IObjectStore objects, IDatasetCatalog catalog, ICompanyConfigs configs) : IPipelineStage
{
    private const string Rows = "SELECT * FROM list_rows ORDER BY entity_id, event_id";
    private const string KeptOff = "SELECT count(*) FROM considered WHERE reason IS NOT NULL";
    private const string Changes = "SELECT * FROM list_changes ORDER BY entity_id, event_id";
    private static readonly (string Name, string Type)[] ProfileColumns = [("customer_id", "VARCHAR"), ("tier", "VARCHAR"), ("marketable", "BOOLEAN")];
    private static readonly (string Name, string Type)[] PreviousColumns = [("row_id", "VARCHAR"), ("row_hash", "VARCHAR"), ("entity_id", "VARCHAR"), ("event_id", "VARCHAR")];
    private static readonly string[] Masters = ["customers", "calls", "sms"];
    private static readonly SqlScript Summary = SqlScript.Load(typeof(ListStage), "ListSummary");

    /// <inheritdoc/>
    public string Name => "lists";

    /// <inheritdoc/>
    public async Task<StagePlan> PlanAsync(StageContext context, CancellationToken cancellationToken)
    {
        var current = await catalog.ListCurrentAsync(context.Company, cancellationToken);
        var config = await configs.GetEventsAsync(context.Company, cancellationToken);
        var units = from list in config.Lists.Select(ListQuery.Of)
                    select PinnedInputs.Unit(list.List.Name, [.. Masters, list.Type.Dataset, DatasetNames.Profiles, list.Dataset], current);
        return new StagePlan { Units = [.. units] };
    }

    /// <inheritdoc/>
    public async Task<StageUnitResult> ExecuteAsync(StageContext context, StageUnit unit, CancellationToken cancellationToken)
    {
        var config = await configs.GetEventsAsync(context.Company, cancellationToken);
        var query = ListQuery.Of(config.Lists.First(list => string.Equals(list.Name, unit.Name, StringComparison.Ordinal)));
        var scope = await RunScope.OpenAsync(context, configs, cancellationToken);
        var values = scope.Values();
        query.AddValues(values);
        var versions = await catalog.GetAsync(context.Company, unit.InputVersions, cancellationToken);

        await using var session = engine.OpenSession();
        await MasterTables.OpenAsync(session, Masters, versions, cancellationToken);
        await MasterTables.OpenAsync(session, query.Type.Dataset, "listed_events", EventDataset.Columns(query.Type), versions, cancellationToken);
        await MasterTables.OpenAsync(session, DatasetNames.Profiles, "profiles", ProfileColumns, versions, cancellationToken);
        await MasterTables.OpenAsync(session, query.Dataset, "previous_list", PreviousColumns, versions, cancellationToken);
        var (details, kept) = await session.RunAsync(
            connection =>
            {
                foreach (var script in query.Scripts)
                    script.Run(connection, values, cancellationToken);
                return (CountedDetails.Read(connection, Summary, ["gone"], cancellationToken), connection.QueryScalar<long>(KeptOff, cancellationToken: cancellationToken));
            },
            cancellationToken);

        var target = scope.Target(query.Dataset);
        var list = await session.WriteAsync(target, Rows, cancellationToken);
        var changes = await session.WriteAsync(scope.Target(query.ChangesDataset), Changes, cancellationToken);
        details["csv"] = (await WriteCsvAsync(session, query.List, target, cancellationToken)).Path;
        return new StageUnitResult
        {
            Unit = unit.Name,
            Counts = new StageCounts
            {
                In = PinnedInputs.RowsOf([query.Type.Dataset], versions),
                Good = list.Rows,
                Discarded = new SortedDictionary<string, long>(StringComparer.Ordinal) { ["not_listed"] = kept },
            },
            Versions = [PinnedInputs.Produced(query.Dataset, list, versions) with { CarriesOn = true }, PinnedInputs.Produced(query.ChangesDataset, changes, versions)],
            Details = details,
        };
    }

    private async Task<StoredObject> WriteCsvAsync(TableSession session, EventList list, TableTarget target, CancellationToken cancellationToken)
    {
        var file = Path.Combine(session.WorkDirectory, $"{Path.GetRandomFileName()}.csv");
        // A spreadsheet would run a name that begins like a formula: every cell is protected.
        var cells = string.Join(", ", ListRow.Columns.Select(column => $"protect_cell({DuckSql.Identifier(column)}::VARCHAR) AS {DuckSql.Identifier(column)}"));
        try
        {
            await session.ExecuteAsync(
                $"COPY (SELECT {cells} FROM list_rows ORDER BY entity_id, event_id) TO {DuckSql.Literal(file)} (FORMAT csv, HEADER)", cancellationToken);
            return await objects.PublishFileAsync(ListFiles.Beside(list.Name, target.ObjectPath), file, cancellationToken);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
