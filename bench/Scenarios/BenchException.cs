namespace DataHound.Bench.Scenarios;

/// <summary>A measurement that could not be taken, or whose result is wrong: no figure is better than a false one.</summary>
internal sealed class BenchException(string message) : Exception(message);
