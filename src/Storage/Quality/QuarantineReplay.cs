namespace DataHound.Storage.Quality;

/// <summary>A replay of quarantined rows.</summary>
public sealed record QuarantineReplay
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>The company's slug.</summary>
    public required string Company { get; init; }

    /// <summary>How far it is.</summary>
    public required QuarantineReplayStatus Status { get; init; }

    /// <summary>The run it starts.</summary>
    public required QuarantineReplayRun Run { get; init; }

    /// <summary>Who asked.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Rows that it took.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows that were chosen and stay open: their records cannot be told apart into cells and nobody corrected them, or their received file is missing or damaged.</summary>
    public required long LeftOpen { get; init; }

    /// <summary>The run, once started.</summary>
    public string? RunId { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The received files that hold its rows.</summary>
    public IReadOnlyList<QuarantineReplayFile> Files { get; init; } = [];
}
