namespace DataHound.Functions.Quality;

/// <summary>A check, or one company's part of it.</summary>
public sealed record DataCheckInput
{
    /// <summary>The check.</summary>
    public required Guid CheckId { get; init; }

    /// <summary>Slugs of its companies; one for an activity.</summary>
    public required IReadOnlyList<string> Companies { get; init; }
}
