namespace DataHound.Functions.Quality;

/// <summary>How a check ended.</summary>
public sealed record DataCheckEnd
{
    /// <summary>The check.</summary>
    public required Guid CheckId { get; init; }

    /// <summary>The error as one line, when a company's part failed.</summary>
    public string? Error { get; init; }
}
