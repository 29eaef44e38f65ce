using DataHound.Domain.Pipelines;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.DataPlane;
using DataHound.Storage.Pipelines;

namespace Storage.Tests.ControlPlane.Runs;

/// <summary>Short ways to runs and results.</summary>
internal static class RunBuilder
{
    public static DateTimeOffset AsOf { get; } = new(2026, 2, 28, 20, 0, 0, TimeSpan.FromHours(-6));

    public static StartRunRequest Request(string company, string? key = null, string? hash = null) => new()
    {
        Pipeline = "field-service",
        Companies = [company],
        Stages = ["ingest", "prepare", "upsert"],
        AsOf = AsOf,
        RequestedBy = "test",
        IdempotencyKey = key,
        RequestHash = hash ?? (key is null ? null : "hash"),
    };

    public static async Task<PipelineRun> StartRunAsync(this StorageHouse house, string company) =>
        (await house.Get<IRunStore>().StartAsync(Request(company), TestContext.Current.CancellationToken)).Run.ShouldNotBeNull();

    /// <summary>Begins a stage, plans a unit per result and stores the results.</summary>
    public static async Task<StageKey> DoStageAsync(this StorageHouse house, PipelineRun run, string stage, params IReadOnlyList<StageUnitResult> results)
    {
        var token = TestContext.Current.CancellationToken;
        var stages = house.Get<IStageStore>();
        var key = new StageKey(run.RunId, run.Companies[0], stage);
        await stages.BeginAsync(key, token);
        await stages.SavePlanAsync(key, new StagePlan { Units = [.. results.Select(result => new StageUnit { Name = result.Unit })] }, token);
        foreach (var result in results)
            await stages.SaveUnitResultAsync(key, result, token);
        return key;
    }

    public static async Task<StageUnitResult> ProduceAsync(this StorageHouse house, PipelineRun run, string dataset, string content, DataLayer layer = DataLayer.Gold, params IReadOnlyList<Guid> parents)
    {
        var path = $"{run.Companies[0]}/{layer.ToString().ToLowerInvariant()}/dataset={dataset}/dt=2026-02-28/part-{run.Attempt}.parquet";
        return new StageUnitResult
        {
            Unit = dataset,
            Counts = new StageCounts { In = 3, Good = 2, Discarded = new Dictionary<string, long>(StringComparer.Ordinal) { ["superseded"] = 1 } },
            Versions = [new ProducedVersion { Dataset = dataset, Layer = layer, SchemaVersion = "1", Files = [await house.WriteAsync(path, content, 2)], Parents = parents }],
        };
    }

    /// <summary>A whole run that publishes one version.</summary>
    public static async Task<DatasetVersion> CommitAsync(this StorageHouse house, string company, string content, Guid? parent = null, string dataset = "jobs", DataLayer layer = DataLayer.Gold)
    {
        var run = await house.StartRunAsync(company);
        return await house.CommitAsync(run, await house.ProduceAsync(run, dataset, content, layer, parent is { } id ? [id] : []));
    }

    /// <summary>Commits one unit's result as the stage upsert and ends the run, whatever came of it.</summary>
    public static async Task<DatasetVersion> CommitAsync(this StorageHouse house, PipelineRun run, StageUnitResult result)
    {
        var token = TestContext.Current.CancellationToken;
        try
        {
            return (await house.Get<IStageStore>().CommitAsync(await house.DoStageAsync(run, "upsert", result), token)).Versions[0];
        }
        finally
        {
            await house.Get<IRunStore>().FinishRunAsync(run.RunId, null, token);
        }
    }
}
