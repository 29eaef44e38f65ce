namespace DataHound.Storage.Quality.Parity;

/// <summary>A column whose cells differ between rows that both versions have.</summary>
/// <param name="Name">The column.</param>
/// <param name="Differing">In how many rows.</param>
/// <param name="Samples">Some of them, in the order of the keys.</param>
public sealed record ParityColumn(string Name, long Differing, IReadOnlyList<ParityDifference> Samples);
