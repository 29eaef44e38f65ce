namespace DataHound.Cli.Summaries;

/// <summary>One event type after a run.</summary>
internal sealed record EventSummary
{
    public required string Type { get; init; }

    /// <summary>Events that hold now.</summary>
    public required long Active { get; init; }

    /// <summary>Events found for the first time by this run.</summary>
    public required long New { get; init; }

    /// <summary>Events that had gone and were found again by this run.</summary>
    public required long Reactivated { get; init; }

    /// <summary>Events that stopped holding in this run, resolved or archived.</summary>
    public required long Resolved { get; init; }

    /// <summary>Active events by severity.</summary>
    public required IReadOnlyDictionary<string, long> Severity { get; init; }

    /// <summary>What stopped holding, by `status:reason`.</summary>
    public required IReadOnlyDictionary<string, long> Gone { get; init; }
}
