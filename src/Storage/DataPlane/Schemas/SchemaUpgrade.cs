namespace DataHound.Storage.DataPlane.Schemas;

/// <summary>How rows of one version of a dataset's shape become rows of the next one. Files are never rewritten: readers see the current shape.</summary>
public sealed record SchemaUpgrade
{
    /// <summary>The dataset.</summary>
    public required string Dataset { get; init; }

    /// <summary>The schema version that is upgraded.</summary>
    public required string From { get; init; }

    /// <summary>The schema version that comes out.</summary>
    public required string To { get; init; }

    /// <summary>A SELECT in the new shape, from the quoted name of a relation in the old shape and the names of its columns. It must keep the rows and their order.</summary>
    public required Func<string, IReadOnlyList<string>, string> Query { get; init; }
}
