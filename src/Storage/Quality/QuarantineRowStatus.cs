using DataHound.Domain.Quality;

namespace DataHound.Storage.Quality;

/// <summary>What became of a quarantined row.</summary>
public sealed record QuarantineRowStatus
{
    /// <summary>Its state.</summary>
    public required QuarantineRowState State { get; init; }

    /// <summary>Its corrected cells; empty when nobody corrected it.</summary>
    public IReadOnlyList<CorrectedCell> Cells { get; init; } = [];

    /// <summary>Who corrected, replayed or dismissed it last; null when nobody did.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>The replay that took it.</summary>
    public Guid? ReplayId { get; init; }

    /// <summary>The received file that holds it now, as <c>delivery/name</c>, once it is written.</summary>
    public string? ReplayFile { get; init; }

    /// <summary>Its record there, from 1.</summary>
    public long? ReplayRecord { get; init; }

    /// <summary>The quarantined row that this one is a replay of: it failed again.</summary>
    public QuarantineRowId? ReplayOf { get; init; }
}
