using System.Diagnostics;
using DataHound.Domain.Pipelines;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.DataPlane;
using DataHound.Storage.Pipelines;

namespace DataHound.Bench.ControlPlane;

/// <summary>Measures the commit of a stage that makes one version of one dataset.</summary>
internal static class Publications
{
    /// <summary>Milliseconds of each commit.</summary>
    public static async Task<IReadOnlyList<double>> MeasureAsync(BenchDatabase database, int count, CancellationToken cancellationToken)
    {
        var (runs, stages) = (database.Get<IRunStore>(), database.Get<IStageStore>());
        var milliseconds = new List<double>();
        for (var number = 0; number < count; number++)
        {
            var request = new StartRunRequest
            {
                Pipeline = "bench", Companies = ["acme"], Stages = ["upsert"], AsOf = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(number), RequestedBy = "bench",
            };
            var run = (await runs.StartAsync(request, cancellationToken)).Run!;
            var stage = new StageKey(run.RunId, "acme", "upsert");
            await stages.BeginAsync(stage, cancellationToken);
            await stages.SavePlanAsync(stage, new StagePlan { Units = [new StageUnit { Name = "jobs" }] }, cancellationToken);
            using var bytes = new MemoryStream(new byte[1000]);
            var stored = await database.Get<IObjectStore>().WriteAsync(FormattableString.Invariant($"acme/gold/dataset=jobs/dt=2026-01-01/part-{number}.parquet"), bytes, cancellationToken);
            var file = new ManifestFile { Path = stored.Path, Sha256 = stored.Sha256!, Bytes = stored.Bytes, Rows = 10 };
            await stages.SaveUnitResultAsync(
                stage,
                new StageUnitResult { Unit = "jobs", Counts = new StageCounts { In = 10, Good = 10 }, Versions = [new ProducedVersion { Dataset = "jobs", Layer = DataLayer.Gold, SchemaVersion = "1", Files = [file] }] },
                cancellationToken);
            var since = Stopwatch.GetTimestamp();
            await stages.CommitAsync(stage, cancellationToken);
            milliseconds.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            await runs.FinishCompanyAsync(run.RunId, "acme", RunStatus.Success, null, cancellationToken);
            await runs.FinishRunAsync(run.RunId, null, cancellationToken);
        }

        return milliseconds;
    }
}
