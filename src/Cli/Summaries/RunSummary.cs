namespace DataHound.Cli.Summaries;

/// <summary>What one ./run did: the content of the --json file.</summary>
internal sealed record RunSummary
{
    /// <summary>Grows when a field changes its meaning or goes.</summary>
    public int SchemaVersion => 1;

    /// <summary>success only when the run of every delivery succeeded.</summary>
    public required string Status { get; init; }

    public required string Company { get; init; }

    public required string Pipeline { get; init; }

    /// <summary>Runs that were started or finished now; 0 means that nothing was new.</summary>
    public required int NewRuns { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    public required double Seconds { get; init; }

    public required IReadOnlyList<DeliverySummary> Deliveries { get; init; }

    /// <summary>Folders, by what lies in them.</summary>
    public required IReadOnlyDictionary<string, string> Places { get; init; }

    public required IReadOnlyDictionary<string, string> Urls { get; init; }

    /// <summary>Why the work ended early; null when it did not.</summary>
    public required Api.ErrorView? Error { get; init; }
}
