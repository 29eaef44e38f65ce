namespace DataHound.Storage.Quality;

/// <summary>The run that a replay starts.</summary>
public sealed record QuarantineReplayRun
{
    /// <summary>The pipeline's name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Its stages.</summary>
    public required IReadOnlyList<string> Stages { get; init; }

    /// <summary>Its logical instant.</summary>
    public required DateTimeOffset AsOf { get; init; }
}
