namespace DataHound.Functions.Quality;

/// <summary>Corrected cells of one quarantined row.</summary>
public sealed record QuarantineCorrectionBody
{
    /// <summary>The row's id.</summary>
    public required string Id { get; init; }

    /// <summary>The values by heading of the file or by column of the dataset.</summary>
    public required IReadOnlyDictionary<string, string?> Cells { get; init; }
}
