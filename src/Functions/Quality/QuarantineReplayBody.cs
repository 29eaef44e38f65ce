namespace DataHound.Functions.Quality;

/// <summary>The body of a request to replay quarantined rows.</summary>
public sealed record QuarantineReplayBody : QuarantineSelectionBody
{
    /// <summary>The pipeline that reads them; field-service when absent.</summary>
    public string? Pipeline { get; init; }

    /// <summary>Some of the pipeline's stages; all when absent.</summary>
    public IReadOnlyList<string>? Stages { get; init; }

    /// <summary>The run's logical instant in ISO 8601 with an offset; now, to the second, when absent.</summary>
    public string? AsOf { get; init; }
}
