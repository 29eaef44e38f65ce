using System.Diagnostics;
using System.Text.Json;
using DataHound.Bench.FieldService.Generation;
using DataHound.Bench.Processes;
using DataHound.Bench.Scenarios;

namespace DataHound.Bench.FieldService;

/// <summary>Starts the plain script in a process of its own and holds its counts against what was generated.</summary>
internal static class PlainRun
{
    public static async Task<PlainResult> MeasureAsync(ScenarioContext context, Delivery delivery, CancellationToken cancellationToken)
    {
        var job = new PlainJob
        {
            Delivery = delivery.Folder,
            Output = context.NewFolder("plain"),
            Company = FieldServiceNames.Company,
            AsOf = FieldServiceNames.AsOfLocal,
            MemoryLimit = context.Options.MemoryLimit,
            Threads = Environment.ProcessorCount,
        };
        var start = DotnetProgram.Start(DotnetProgram.Self, "plain-script", JsonSerializer.Serialize(job));
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start) ?? throw new BenchException("The plain script's process did not start.");
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new BenchException("The plain script failed.");
        var result = JsonSerializer.Deserialize<PlainResult>(output)!;
        foreach (var dataset in delivery.Datasets)
        {
            if (result.MasterRows[dataset.Dataset] != dataset.Good)
                throw new BenchException($"The plain script made {result.MasterRows[dataset.Dataset]} rows of {dataset.Dataset}; {dataset.Good} good ones were generated.");
        }

        return result;
    }
}
