namespace DataHound.Storage.Quality;

/// <summary>A corrected cell as it is kept.</summary>
/// <param name="Position">The cell's place in its record, from 0.</param>
/// <param name="Heading">What stands above it in the file.</param>
/// <param name="Value">Its new text; null for none.</param>
public sealed record CorrectedCell(int Position, string Heading, string? Value);
