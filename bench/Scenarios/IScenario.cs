using DataHound.Bench.Reporting;

namespace DataHound.Bench.Scenarios;

/// <summary>Something that is measured.</summary>
internal interface IScenario
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What it measures, in a line.</summary>
    string Purpose { get; }

    /// <summary>Measures, and adds the figures to the report.</summary>
    Task RunAsync(ScenarioContext context, ScenarioReport report, CancellationToken cancellationToken);
}
