using DataHound.Domain.Observability;
using DataHound.Domain.Quality;

namespace DataHound.Storage.Quality;

/// <summary>Quarantined rows that shall go through the pipeline once more.</summary>
public sealed record QuarantineReplayRequest
{
    /// <summary>The company's slug.</summary>
    public required string Company { get; init; }

    /// <summary>Which open rows.</summary>
    public required QuarantineSelection Selection { get; init; }

    /// <summary>The run that shall read them.</summary>
    public required QuarantineReplayRun Run { get; init; }

    /// <summary>Who and why; a reason is required.</summary>
    public required Initiator By { get; init; }

    /// <summary>The same key of the same company is the same replay; null when the caller gave none.</summary>
    public string? Key { get; init; }
}
