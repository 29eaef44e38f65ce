namespace DataHound.Storage.Quality.Parity;

/// <summary>One difference between two versions. Cells are text, cut after 200 characters; null is an empty cell.</summary>
/// <param name="Key">The row's key, by column.</param>
/// <param name="From">The cell of the first version, when cells are compared.</param>
/// <param name="To">The cell of the second.</param>
public sealed record ParityDifference(IReadOnlyDictionary<string, string?> Key, string? From = null, string? To = null);
