using DataHound.Storage.Ingestion;

namespace DataHound.Storage.Pipelines;

/// <summary>What ingest found out about one received file.</summary>
public sealed record FileFinding
{
    /// <summary>The received file.</summary>
    public required Guid FileId { get; init; }

    /// <summary>What it is.</summary>
    public required FileStatus Status { get; init; }

    /// <summary>The dataset, when ok.</summary>
    public string? Dataset { get; init; }

    /// <summary>The earlier file as <c>delivery/name</c>, when a duplicate.</summary>
    public string? SameAs { get; init; }

    /// <summary>Why, for people, when corrupt or unknown; free of the file's content.</summary>
    public string? Reason { get; init; }
}
