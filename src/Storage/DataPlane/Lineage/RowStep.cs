using DataHound.Storage.Ingestion;

namespace DataHound.Storage.DataPlane.Lineage;

/// <summary>One step on the way of a row back to where it came from.</summary>
public sealed record RowStep
{
    /// <summary>The dataset.</summary>
    public required string Dataset { get; init; }

    /// <summary>Tag of the version.</summary>
    public required string VersionTag { get; init; }

    /// <summary>The version.</summary>
    public required Guid VersionId { get; init; }

    /// <summary>The column that identifies the row there.</summary>
    public required string KeyColumn { get; init; }

    /// <summary>Its value.</summary>
    public required string Key { get; init; }

    /// <summary>The run that wrote the row as it is.</summary>
    public required string RunId { get; init; }

    /// <summary>The received file as <c>delivery/name</c>; null when the row was computed from the next step's.</summary>
    public string? SourceFile { get; init; }

    /// <summary>The line in it, from 1.</summary>
    public long? SourceLine { get; init; }

    /// <summary>The received file itself.</summary>
    public ReceivedFile? File { get; init; }
}
