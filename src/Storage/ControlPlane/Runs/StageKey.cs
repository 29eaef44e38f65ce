namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>Names one stage of one company in one run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Company">The company's slug.</param>
/// <param name="Stage">The stage's name.</param>
public sealed record StageKey(string RunId, string Company, string Stage);
