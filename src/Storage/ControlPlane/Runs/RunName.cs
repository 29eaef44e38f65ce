namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>The parts of a run id.</summary>
/// <param name="Company">The company's slug, or what stands for several.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="AsOf">The run's logical instant.</param>
/// <param name="Attempt">1 for the first run of its window.</param>
internal sealed record RunName(string Company, string Pipeline, DateTimeOffset AsOf, int Attempt);
