using System.Diagnostics;
using System.Globalization;
using DataHound.Bench.FieldService.Generation;
using DataHound.Bench.Reporting;
using DataHound.Bench.Scenarios;

namespace DataHound.Bench.FieldService;

/// <summary>A large company's delivery through the whole pipeline, beside the same job as one plain DuckDB script.</summary>
internal sealed class FieldServiceScenario : IScenario
{
    private const ulong Seed = 20_150_624;

    public string Name => "field-service";

    public string Purpose => "exports of 200,000 customers through the whole pipeline, and through one plain DuckDB script";

    public async Task RunAsync(ScenarioContext context, ScenarioReport report, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        var delivery = new DeliveryGenerator(DeliverySizes.Of(context.Options.Scale), Seed).Write(context.NewFolder("delivery"));
        context.Say(string.Create(CultureInfo.InvariantCulture, $"generated {delivery.Rows:#,0} rows, {delivery.Bytes / 1e6:0} MB, in {Stopwatch.GetElapsedTime(since).TotalSeconds:0.0} s"));
        report.Add("input rows", delivery.Rows, "rows");
        report.Add("input size", delivery.Bytes / 1e6, "MB");
        var plains = new List<PlainResult>();
        var runs = new List<PipelineResult>();
        for (var round = 1; round <= context.Options.Runs; round++)
        {
            plains.Add(await PlainRun.MeasureAsync(context, delivery, cancellationToken));
            context.Say(string.Create(CultureInfo.InvariantCulture, $"round {round}: plain script {plains[^1].TotalSeconds:0.0} s"));
            if (context.Options.PlainOnly)
                continue;
            runs.Add(await PipelineRun.MeasureAsync(context, delivery, cancellationToken));
            context.Say(string.Create(CultureInfo.InvariantCulture, $"round {round}: pipeline {runs[^1].TotalSeconds:0.0} s"));
            PipelineCheck.Demand(runs[^1], delivery, plains[^1]);
        }

        if (runs.Count > 0)
            AddPipeline(report, delivery, runs, plains);
        AddPlain(report, plains);
        report.Note($"Scale {context.Options.Scale.ToString(CultureInfo.InvariantCulture)}; medians of {context.Options.Runs}, plain script and pipeline in turn. Engine memory {context.Options.MemoryLimit} in both.");
    }

    private static void AddPipeline(ScenarioReport report, Delivery delivery, List<PipelineResult> runs, List<PlainResult> plains)
    {
        var total = Numbers.Median(runs.Select(run => run.TotalSeconds));
        report.Add("pipeline: rows/s, from asking to success", delivery.Rows / total, "rows/s", Aim.Least(100_000));
        report.Add("pipeline: time against the plain script's", total / Numbers.Median(plains.Select(plain => plain.TotalSeconds)), "x", Aim.Most(1.5));
        report.Add("pipeline: processor time against the plain script's", Numbers.Median(runs.Select(run => run.ProcessorSeconds)) / Numbers.Median(plains.Select(plain => plain.ProcessorSeconds)), "x");
        report.Add("pipeline: peak memory of the app", runs.Max(run => run.PeakMegabytes), "MiB", Aim.Most(1024));
        report.Add("pipeline: peak memory of its Postgres", runs.Max(run => run.PostgresPeakMegabytes), "MiB");
        report.Add("pipeline: time", total, "s");
        report.Add("pipeline: processor time, its Postgres included", Numbers.Median(runs.Select(run => run.ProcessorSeconds)), "s");
        foreach (var stage in runs[0].Stages)
            report.Add($"pipeline: stage {stage.Stage}", Numbers.Median(runs.Select(run => run.Stages.First(other => other.Stage == stage.Stage).Seconds)), "s");
        report.Add("pipeline: outside the stages", Numbers.Median(runs.Select(run => run.TotalSeconds - run.Stages.Sum(stage => stage.Seconds))), "s");
        report.Add("pipeline: sending the files (not in its time)", Numbers.Median(runs.Select(run => run.UploadSeconds)), "s");
    }

    private static void AddPlain(ScenarioReport report, List<PlainResult> plains)
    {
        report.Add("plain script: time", Numbers.Median(plains.Select(plain => plain.TotalSeconds)), "s");
        foreach (var part in plains[0].Seconds.Keys)
            report.Add($"plain script: {part}", Numbers.Median(plains.Select(plain => plain.Seconds[part])), "s");
        report.Add("plain script: processor time", Numbers.Median(plains.Select(plain => plain.ProcessorSeconds)), "s");
        report.Add("plain script: peak memory", plains.Max(plain => plain.PeakMegabytes), "MiB");
    }
}
