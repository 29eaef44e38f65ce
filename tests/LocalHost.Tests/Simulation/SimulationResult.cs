namespace LocalHost.Tests.Simulation;

/// <summary>How a simulation ended.</summary>
/// <param name="Failure">What was wrong; null when nothing was.</param>
/// <param name="Faults">How many faults could have struck.</param>
/// <param name="Trace">What happened, in order, when it was asked for.</param>
internal sealed record SimulationResult(string? Failure, int Faults, IReadOnlyList<string> Trace);
