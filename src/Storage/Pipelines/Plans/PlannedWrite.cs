namespace DataHound.Storage.Pipelines.Plans;

/// <summary>A dataset version that would be published.</summary>
public sealed record PlannedWrite
{
    /// <summary>The dataset.</summary>
    public required string Dataset { get; init; }

    /// <summary>The tag it would get.</summary>
    public required string Version { get; init; }

    /// <summary>Its rows.</summary>
    public required long Rows { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>The version that is current now; null when there is none.</summary>
    public string? Before { get; init; }

    /// <summary>Rows of the version that is current now.</summary>
    public long? RowsBefore { get; init; }

    /// <summary>Of a log of changes: changed cells per column, and new records under <c>*</c>.</summary>
    public IReadOnlyDictionary<string, long>? Changes { get; init; }
}
