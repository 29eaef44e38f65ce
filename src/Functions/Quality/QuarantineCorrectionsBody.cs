namespace DataHound.Functions.Quality;

/// <summary>The body of a request to correct quarantined rows.</summary>
public sealed record QuarantineCorrectionsBody
{
    /// <summary>The rows with their corrected cells.</summary>
    public IReadOnlyList<QuarantineCorrectionBody>? Rows { get; init; }

    /// <summary>Why. Required.</summary>
    public string? Reason { get; init; }
}
