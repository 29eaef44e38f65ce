using System.Text.Json.Nodes;
using DataHound.Domain.Events;
using DataHound.Domain.Preparation;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Tables;
using DataHound.Storage.Delivery;
using DataHound.Storage.Events;
using DataHound.Storage.Pipelines;
using DataHound.Storage.Profiles;
using Storage.Tests.DataPlane.Tables;
using DuckDb;

namespace Storage.Tests.Events;

/// <summary>Runs profile, detect and lists over given master tables, and reads what they published.</summary>
public sealed class StageRunner : IDisposable
{
    private readonly TestObjects _objects = new();
    private readonly MemoryCatalog _catalog = new();
    private readonly TableEngine _engine;
    private readonly IReadOnlyList<IPipelineStage> _stages;

    private readonly bool _ownsEngine;

    /// <summary>Runs the stages on an engine of its own.</summary>
    public StageRunner(EventConfig config)
        : this(config, null)
    {
    }

    /// <summary>Runs the stages on a given engine, which knows their functions.</summary>
    public StageRunner(EventConfig config, TableEngine? engine)
    {
        var options = new TableEngineOptions { WorkDirectory = Path.Combine(_objects.Folder, "work"), ReadDirectories = [_objects.Folder] };
        _ownsEngine = engine is null;
        _engine = engine ?? new TableEngine(options, _objects, [new ProfileFunctions(), new EventFunctions(), new ListFunctions()]);
        var configs = new FixedConfigs(config);
        _stages = [new ProfileStage(_engine, _catalog, configs), new DetectStage(_engine, _catalog, configs), new ListStage(_engine, _objects, _catalog, configs)];
    }

    public TestObjects Objects => _objects;

    public TableEngine Engine => _engine;

    public static StageContext Context(DateTimeOffset asOf) =>
        new() { RunId = $"{FixedConfigs.Slug}:field-service:{asOf:yyyy-MM-ddTHHmm}:1", Company = FixedConfigs.Slug, Pipeline = "field-service", AsOf = asOf };

    /// <summary>Takes versions that were published elsewhere for the current ones.</summary>
    public void Adopt(IEnumerable<DatasetVersion> versions) => _catalog.Adopt(versions);

    /// <summary>Publishes master tables.</summary>
    public async Task PublishMastersAsync(StageContext context, IReadOnlyDictionary<string, IReadOnlyList<JsonObject>> gold)
    {
        foreach (var dataset in GoldMasters.Datasets())
        {
            var file = Path.Combine(_objects.Folder, $"{dataset.Name}.jsonl");
            await File.WriteAllLinesAsync(file, gold[dataset.Name].Select(row => row.ToJsonString()));
            var columns = dataset.Columns.Select(column => $"{DuckSql.Literal(column.Name)}: {DuckSql.Literal(TypeOf(column.Type))}").ToList();
            if (dataset.Name == "locations")
                columns.Add("'_current_system_age_since': 'TIMESTAMP'");
            await using var session = _engine.OpenSession();
            var target = new TableTarget
            {
                Company = context.Company,
                Layer = DataLayer.Gold,
                Dataset = dataset.Name,
                SchemaVersion = FieldServiceDatasets.SchemaVersion,
                RunId = context.RunId,
                LocalDate = DateOnly.FromDateTime(context.AsOf.DateTime),
            };
            var written = await session.WriteAsync(target, $"SELECT * FROM read_json({DuckSql.Literal(file)}, format = 'newline_delimited', columns = {{{string.Join(", ", columns)}}})", CancellationToken.None);
            _catalog.Publish(context, new ProducedVersion { Dataset = dataset.Name, Layer = DataLayer.Gold, SchemaVersion = FieldServiceDatasets.SchemaVersion, Files = [written] });
        }
    }

    /// <summary>Runs the stages one after the other, each published before the next, and answers what their units said.</summary>
    public async Task<IReadOnlyDictionary<string, StageUnitResult>> RunAsync(StageContext context)
    {
        var results = new Dictionary<string, StageUnitResult>(StringComparer.Ordinal);
        foreach (var stage in _stages)
        {
            var units = await ExecuteAsync(stage, context);
            foreach (var result in units)
            {
                result.Counts.AddUp().ShouldBeTrue($"{stage.Name} {result.Unit} {result.Counts}");
                results.Add(result.Unit, result);
                foreach (var version in result.Versions)
                    _catalog.Publish(context, version);
            }
        }
        return results;
    }

    /// <summary>Plans and executes one stage without publishing.</summary>
    public async Task<IReadOnlyList<StageUnitResult>> ExecuteAsync(string stage, StageContext context) => await ExecuteAsync(_stages.First(known => known.Name == stage), context);

    /// <summary>Publishes the current version of a dataset once more, saying that it has another number of rows than its file.</summary>
    public async Task MiscountAsync(string dataset, int more)
    {
        var version = await _catalog.FindCurrentAsync(FixedConfigs.Slug, dataset, CancellationToken.None) ?? throw new InvalidOperationException($"{dataset} was never published.");
        _catalog.Adopt([version with { Id = Guid.NewGuid(), RowCount = version.RowCount + more }]);
    }

    /// <summary>The rows of a dataset's current version.</summary>
    public async Task<IReadOnlyList<JsonObject>> RowsAsync(string dataset)
    {
        var version = await _catalog.FindCurrentAsync(FixedConfigs.Slug, dataset, CancellationToken.None) ?? throw new InvalidOperationException($"{dataset} was never published.");
        await using var session = _engine.OpenSession();
        await session.ReadAsync("rows", version, CancellationToken.None);
        return await session.RunAsync(PublishedRows.Read, CancellationToken.None);
    }

    public void Dispose()
    {
        if (_ownsEngine)
            _engine.Dispose();
        _objects.Dispose();
    }

    private static async Task<IReadOnlyList<StageUnitResult>> ExecuteAsync(IPipelineStage stage, StageContext context)
    {
        var plan = await stage.PlanAsync(context, CancellationToken.None);
        return await Task.WhenAll(plan.Units.Select(unit => stage.ExecuteAsync(context, unit, CancellationToken.None)));
    }

    private static string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Timestamp => "TIMESTAMP",
        ColumnType.Money => "DECIMAL(18,2)",
        ColumnType.Integer => "INTEGER",
        ColumnType.Boolean => "BOOLEAN",
        ColumnType.PhoneList => "VARCHAR[]",
        _ => "VARCHAR",
    };
}
