using DataHound.Domain.Observability;
using DataHound.Domain.Pipelines;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Objects;
using DataHound.Storage.DataPlane.Tables;
using DataHound.Storage.Ingestion;
using Microsoft.Extensions.DependencyInjection;

namespace DataHound.Storage.Pipelines.Plans;

/// <summary>Runs the stages over the real inputs, with everything they write and mark going into a scratch space.</summary>
/// <param name="services">The container that makes the stages.</param>
/// <param name="stages">All stages there are.</param>
/// <param name="engine">SQL over tables.</param>
/// <param name="objects">The objects.</param>
/// <param name="catalog">Published versions.</param>
/// <param name="files">Received files.</param>
internal sealed class RunPlanner(
    IServiceProvider services, IEnumerable<IPipelineStage> stages, TableEngine engine, IObjectStore objects, IDatasetCatalog catalog, IReceivedFiles files) : IRunPlanner, IDisposable
{
    /// <summary>A plan costs what the run would: one at a time.</summary>
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly Dictionary<string, Type> _stages = stages.ToDictionary(stage => stage.Name, stage => stage.GetType(), StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<CompanyPlan> PlanAsync(StageContext context, IReadOnlyList<string> stages, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        var folder = Path.Combine(engine.WorkDirectory, $"plan-{Guid.NewGuid():N}");
        try
        {
            return await WalkAsync(context, stages, folder, cancellationToken);
        }
        finally
        {
            _oneAtATime.Release();
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();

    private async Task<CompanyPlan> WalkAsync(StageContext context, IReadOnlyList<string> names, string folder, CancellationToken cancellationToken)
    {
        var scratchObjects = new ScratchObjects(objects, new FolderObjectStore(folder));
        var scratch = new Scratch(new ScratchCatalog(catalog), new ScratchFiles(files), engine.Over(scratchObjects));
        var provider = new ScratchServices(services, new Dictionary<Type, object>
        {
            [typeof(IObjectStore)] = scratchObjects, [typeof(IDatasetCatalog)] = scratch.Catalog, [typeof(IReceivedFiles)] = scratch.Files, [typeof(TableEngine)] = scratch.Engine,
        });
        var planned = new List<PlannedStage>(names.Count);
        try
        {
            foreach (var name in names)
            {
                if (!_stages.TryGetValue(name, out var type))
                    throw new UserErrorException("stage_unknown", $"There is no stage '{name}'.", "Correct the pipeline's list of stages.");
                var stage = (IPipelineStage)ActivatorUtilities.CreateInstance(provider, type);
                planned.Add(new PlannedStage(name, await ExecuteAsync(stage, context, scratch, cancellationToken)));
            }

            return new CompanyPlan { Company = context.Company, Stages = planned };
        }
        catch (UserErrorException exception)
        {
            return new CompanyPlan { Company = context.Company, Stages = planned, Error = exception.Error };
        }
    }

    private async Task<IReadOnlyList<PlannedUnit>> ExecuteAsync(IPipelineStage stage, StageContext context, Scratch scratch, CancellationToken cancellationToken)
    {
        var plan = await stage.PlanAsync(context, cancellationToken);
        var results = new List<(StageUnitResult Result, IReadOnlyList<PlannedRead> Reads)>(plan.Units.Count);
        foreach (var unit in plan.Units)
            results.Add((await stage.ExecuteAsync(context, unit, cancellationToken), await ReadsAsync(context.Company, unit, scratch, cancellationToken)));

        // As in a run, what the units made is seen by the next stage and not by this one.
        var planned = new List<PlannedUnit>(results.Count);
        foreach (var (result, reads) in results)
        {
            scratch.Files.Take(result);
            var writes = new List<PlannedWrite>(result.Versions.Count);
            foreach (var version in await scratch.Catalog.TakeAsync(context, stage.Name, result, cancellationToken))
                writes.Add(await WriteAsync(version, scratch, cancellationToken));
            planned.Add(new PlannedUnit { Unit = result.Unit, Reads = reads, Counts = result.Counts, Writes = writes, Details = result.Details });
        }

        return planned;
    }

    private static async Task<IReadOnlyList<PlannedRead>> ReadsAsync(string company, StageUnit unit, Scratch scratch, CancellationToken cancellationToken)
    {
        var received = await scratch.Files.GetAsync(company, unit.InputFiles, cancellationToken);
        var versions = await scratch.Catalog.GetAsync(company, unit.InputVersions, cancellationToken);
        return
        [
            .. received.Select(file => new PlannedRead($"{file.Delivery}/{file.Name}", file.Bytes, Rows: null)),
            .. versions.Select(version => new PlannedRead($"{version.Dataset}@{version.VersionTag}", version.Files.Sum(file => file.Bytes), version.RowCount)),
        ];
    }

    private async Task<PlannedWrite> WriteAsync(DatasetVersion version, Scratch scratch, CancellationToken cancellationToken)
    {
        var before = await catalog.FindCurrentAsync(version.Company, version.Dataset, cancellationToken);
        return new PlannedWrite
        {
            Dataset = version.Dataset,
            Version = version.VersionTag,
            Rows = version.RowCount,
            Bytes = version.Files.Sum(file => file.Bytes),
            Before = before?.VersionTag,
            RowsBefore = before?.RowCount,
            Changes = version.Stage == "upsert" && DatasetNames.IsChanges(version.Dataset) ? await ChangesAsync(version, scratch, cancellationToken) : null,
        };
    }

    private static async Task<IReadOnlyDictionary<string, long>> ChangesAsync(DatasetVersion version, Scratch scratch, CancellationToken cancellationToken)
    {
        await using var session = scratch.Engine.OpenSession();
        await session.ReadAsync("changes", version, cancellationToken);
        return await session.RunAsync(
            connection =>
            {
                var changes = new SortedDictionary<string, long>(StringComparer.Ordinal);
                using var reader = connection.Query("SELECT coalesce(\"column\", '*') AS name, count(*)::BIGINT FROM changes GROUP BY name", parameters: null, cancellationToken);
                while (reader.NextChunk())
                {
                    for (var row = 0; row < reader.RowCount; row++)
                        changes[reader.Column(0).String(row)] = reader.Column(1).Int64(row);
                }

                return changes;
            },
            cancellationToken);
    }

    private sealed record Scratch(ScratchCatalog Catalog, ScratchFiles Files, TableEngine Engine);
}
