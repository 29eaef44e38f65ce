using System.Text.Json.Nodes;
using DataHound.Domain.Preparation;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Tables;
using DataHound.Storage.Ingestion;
using DataHound.Storage.Ingestion.Stage;
using DataHound.Storage.MasterData;
using DataHound.Storage.Pipelines;
using DataHound.Storage.Preparation;
using DataHound.Storage.Preparation.Reading;
using Microsoft.Extensions.DependencyInjection;
using Storage.Tests.ControlPlane;
using TestSupport;

namespace Storage.Tests.Preparation;

/// <summary>Runs the stages from received bytes to masters on real stores, as a run does.</summary>
internal sealed class StageHouse : IAsyncDisposable
{
    public const string Company = FieldServiceSet.Company;

    private readonly StorageHouse _storage;
    private readonly IReadOnlyList<IPipelineStage> _stages;

    private StageHouse(StorageHouse storage, ExtractionConfig extraction, ReadingLimits limits)
    {
        _storage = storage;
        var configs = new SetConfigs(extraction);
        _stages =
        [
            new IngestStage(configs, Files, storage.Objects, Engine, limits),
            new PrepareStage(configs, Files, storage.Objects, Engine, limits),
            new UpsertStage(configs, Catalog, Engine),
        ];
    }

    public IReceivedFiles Files => _storage.Get<IReceivedFiles>();

    public IDatasetCatalog Catalog => _storage.Get<IDatasetCatalog>();

    public TableEngine Engine => _storage.Get<TableEngine>();

    public string Home => _storage.Home;

    public T Get<T>()
        where T : notnull => _storage.Get<T>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<StageHouse> OpenAsync(PostgresFixture postgres, ExtractionConfig extraction, ReadingLimits? limits = null) =>
        new(await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync(), services => services.AddSingleton<ICompanyConfigs>(new SetConfigs(extraction))), extraction, limits ?? new ReadingLimits());

    public async Task<ReceivedFile> ReceiveAsync(string delivery, string name, byte[] content)
    {
        using var bytes = new MemoryStream(content);
        var request = new ReceiveFile { Company = Company, Delivery = delivery, Name = name, Source = "test", MaximumBytes = long.MaxValue };
        _storage.Clock.Advance(TimeSpan.FromSeconds(1));
        return (await Files.ReceiveAsync(request, bytes, Token)).File;
    }

    /// <summary>Walks the stages and commits each; the results by stage, then by unit.</summary>
    public async Task<Dictionary<string, Dictionary<string, StageUnitResult>>> RunAsync(DateTimeOffset asOf)
    {
        var runs = _storage.Get<IRunStore>();
        var request = new StartRunRequest { Pipeline = "field-service", Companies = [Company], Stages = [.. _stages.Select(stage => stage.Name)], AsOf = asOf, RequestedBy = "test" };
        var run = (await runs.StartAsync(request, Token)).Run.ShouldNotBeNull();
        var results = new Dictionary<string, Dictionary<string, StageUnitResult>>(StringComparer.Ordinal);
        foreach (var stage in _stages)
            results[stage.Name] = await RunAsync(stage, new StageContext { RunId = run.RunId, Company = Company, Pipeline = "field-service", AsOf = asOf });
        await runs.FinishCompanyAsync(run.RunId, Company, RunStatus.Success, null, Token);
        await runs.FinishRunAsync(run.RunId, null, Token);
        return results;
    }

    /// <summary>The rows that a query gives over a dataset's current version (named <c>t</c>), as JSON.</summary>
    public async Task<IReadOnlyList<JsonObject>> QueryAsync(string dataset, string query = "SELECT * FROM t")
    {
        var version = await Catalog.FindCurrentAsync(Company, dataset, Token);
        return version is null ? [] : await QueryAsync(version, query);
    }

    public async Task<IReadOnlyList<JsonObject>> QueryAsync(DatasetVersion version, string query = "SELECT * FROM t")
    {
        await using var session = Engine.OpenSession();
        await session.ReadAsync("t", version, Token);
        return await session.RunAsync(
            connection =>
            {
                var rows = new List<JsonObject>();
                using var reader = connection.Query($"SELECT to_json(q)::VARCHAR FROM ({query}) q");
                while (reader.NextChunk())
                {
                    for (var row = 0; row < reader.RowCount; row++)
                        rows.Add(JsonNode.Parse(reader.Column(0).String(row))!.AsObject());
                }

                return rows;
            },
            Token);
    }

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    private async Task<Dictionary<string, StageUnitResult>> RunAsync(IPipelineStage stage, StageContext context)
    {
        var store = _storage.Get<IStageStore>();
        var key = new StageKey(context.RunId, context.Company, stage.Name);
        await store.BeginAsync(key, Token);
        var plan = await store.SavePlanAsync(key, await stage.PlanAsync(context, Token), Token);
        var results = new Dictionary<string, StageUnitResult>(StringComparer.Ordinal);
        foreach (var unit in plan.Units)
            results[unit.Name] = await store.SaveUnitResultAsync(key, await stage.ExecuteAsync(context, unit, Token), Token);
        await store.CommitAsync(key, Token);
        return results;
    }
}
