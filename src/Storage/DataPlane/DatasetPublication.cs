namespace DataHound.Storage.DataPlane;

/// <summary>A moment at which a version became the current one of its dataset.</summary>
public sealed record DatasetPublication
{
    /// <summary>The version.</summary>
    public required Guid VersionId { get; init; }

    /// <summary>Its tag.</summary>
    public required string VersionTag { get; init; }

    /// <summary>From when on it was current.</summary>
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>How it became current.</summary>
    public required PublicationKind Kind { get; init; }

    /// <summary>The run that published it; null for a rollback.</summary>
    public string? RunId { get; init; }

    /// <summary>Who did it.</summary>
    public required string Actor { get; init; }

    /// <summary>Why, for a rollback.</summary>
    public string? Reason { get; init; }
}
