using DataHound.Domain.Quality;

namespace DataHound.Storage.Quality;

/// <summary>A quarantined row and where it came from.</summary>
internal sealed record QuarantinedRow
{
    public required QuarantineRowId Id { get; init; }

    public required string Dataset { get; init; }

    /// <summary>The received file as <c>delivery/name</c>.</summary>
    public required string SourceFile { get; init; }

    /// <summary>The record's number in that file, from 1.</summary>
    public required long Record { get; init; }

    /// <summary>The record as the quarantine keeps it, which may be cut off.</summary>
    public required string Raw { get; init; }
}
