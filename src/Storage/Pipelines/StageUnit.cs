namespace DataHound.Storage.Pipelines;

/// <summary>One piece of work of a stage: usually one dataset.</summary>
public sealed record StageUnit
{
    /// <summary>The unit's name, unique in its plan: the dataset, or <c>all</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Identifiers of the dataset versions it reads, in order.</summary>
    public IReadOnlyList<Guid> InputVersions { get; init; } = [];

    /// <summary>Identifiers of the received files it reads, in the order in which their rows count.</summary>
    public IReadOnlyList<Guid> InputFiles { get; init; } = [];
}
