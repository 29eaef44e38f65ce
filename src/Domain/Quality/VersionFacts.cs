namespace DataHound.Domain.Quality;

/// <summary>What retention needs to know about a dataset version.</summary>
public sealed record VersionFacts
{
    /// <summary>The version.</summary>
    public required Guid Id { get; init; }

    /// <summary>The dataset's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>Grows with each version of the dataset.</summary>
    public required int Sequence { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stopped being the current version; null while it is.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether its rows were set aside with a reason.</summary>
    public bool IsQuarantine { get; init; }

    /// <summary>Whether a run still has to take its rows, or reads it now.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>The versions it was made from.</summary>
    public IReadOnlyList<Guid> Parents { get; init; } = [];
}
