using DataHound.Bench.Reporting;

namespace DataHound.Bench.Scenarios;

/// <summary>Something that is measured.</summary>
internal interface IScenario
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What it measures, in a line.</summary>
    string Purpose { get; }

    /// <summary>Whether it takes so long that it runs only when it is asked for by name.</summary>
    bool IsLong => false;

    /// <summary>Measures, and adds the figures to the report.</summary>
    Task RunAsync(ScenarioContext context, ScenarioReport report, CancellationToken cancellationToken);
}
