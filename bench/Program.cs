using DataHound.Bench.Arguments;
using DataHound.Bench.Backfills;
using DataHound.Bench.Binding;
using DataHound.Bench.ControlPlane;
using DataHound.Bench.Engine;
using DataHound.Bench.FieldService;
using DataHound.Bench.Orchestrations;
using DataHound.Bench.Reporting;
using DataHound.Bench.Scenarios;
using DataHound.Bench.Starting;
using DataHound.Bench.Verification;

// Two verbs are the bench's own child processes: measured apart from the process that measures.
if (args is ["serve", ..])
    return await OrchestrationApp.RunAsync(args[1..]);
if (args is ["plain-script", _])
    return PlainScript.Run(args[1]);

IScenario[] scenarios = [new FieldServiceScenario(), new OrchestrationScenario(), new EngineScenario(), new MillionScenario(), new StartScenario(), new BindingScenario(), new ControlPlaneScenario(), new ListScenario(), new BackfillScenario(), new VerificationScenario()];
var (options, fault) = BenchOptions.Parse(args);
var chosen = scenarios.Where(scenario => (options?.Scenario is "all" && !scenario.IsLong) || scenario.Name == options?.Scenario).ToList();
if (options is null || chosen.Count == 0)
{
    Console.Error.WriteLine($"{fault ?? $"There is no scenario {options?.Scenario}."} Scenarios (or all of them: all):");
    foreach (var scenario in scenarios)
        Console.Error.WriteLine($"  {scenario.Name,-15} {scenario.Purpose}");
    Console.Error.WriteLine("Options: --scale 1 --runs 3 --json FILE --document FILE --work FOLDER --keep --memory-limit 512MB --plain-only");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

var context = new ScenarioContext(options);
var reports = new List<ScenarioReport>();
try
{
    foreach (var scenario in chosen)
    {
        Console.Error.WriteLine($"{scenario.Name}: {scenario.Purpose}");
        var report = new ScenarioReport(scenario.Name, Machine.Look(), TimeProvider.System.GetUtcNow());
        await scenario.RunAsync(context, report, stop.Token);
        TablePrinter.Print(report, Console.Out);
        reports.Add(report);
        if (options.Json is { } json)
            JsonReport.Write(reports, json);
        if (options.Document is { } document)
            DocumentTable.Renew([report], document);
    }

    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}
catch (BenchException error)
{
    Console.Error.WriteLine($"{error.Message}");
    return 1;
}
finally
{
    if (!options.Keep && Directory.Exists(options.Work))
        Directory.Delete(options.Work, recursive: true);
}
