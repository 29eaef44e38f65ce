using DataHound.Bench.FieldService.Generation;
using DataHound.Bench.Scenarios;

namespace DataHound.Bench.FieldService;

/// <summary>A fast run with a wrong result is no result: holds the run's counts against what was generated and what the plain script found.</summary>
internal static class PipelineCheck
{
    public static void Demand(PipelineResult run, Delivery delivery, PlainResult plain)
    {
        var prepared = run.Stages.FirstOrDefault(stage => stage.Stage is "prepare") ?? throw new BenchException("The run has no stage prepare.");
        DemandEqual("rows prepared", prepared.In, delivery.Rows);
        DemandEqual("good rows", prepared.Good, delivery.Datasets.Sum(dataset => dataset.Good));
        DemandEqual("quarantined rows", prepared.Quarantined?.Values.Sum() ?? 0, delivery.Datasets.Sum(dataset => dataset.Quarantined));
        DemandEqual("discarded rows", prepared.Discarded?.Values.Sum() ?? 0, delivery.Datasets.Sum(dataset => dataset.Discarded));
        var detected = run.Stages.FirstOrDefault(stage => stage.Stage is "detect") ?? throw new BenchException("The run has no stage detect.");
        foreach (var unit in detected.Units ?? [])
        {
            if (plain.Events.TryGetValue(unit.Unit, out var expected) && unit.Details is { } details && details.TryGetProperty("active", out var active))
                DemandEqual($"events {unit.Unit}", active.GetInt64(), expected);
        }
    }

    private static void DemandEqual(string what, long found, long expected)
    {
        if (found != expected)
            throw new BenchException($"The pipeline's {what}: {found}; expected: {expected}.");
    }
}
