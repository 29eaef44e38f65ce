using DataHound.Domain.Quality;

namespace DataHound.Storage.Quality;

/// <summary>Other values for cells of a quarantined row.</summary>
public sealed record QuarantineCorrection
{
    /// <summary>The row.</summary>
    public required QuarantineRowId Row { get; init; }

    /// <summary>The values by heading of the file or by column of the dataset; null empties a cell. All others stay as they came.</summary>
    public required IReadOnlyDictionary<string, string?> Cells { get; init; }
}
