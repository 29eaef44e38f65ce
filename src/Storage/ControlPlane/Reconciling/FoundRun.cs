namespace DataHound.Storage.ControlPlane.Reconciling;

/// <summary>A run of which only the orchestration is known.</summary>
public sealed record FoundRun
{
    /// <summary>The orchestration's instance id.</summary>
    public required string RunId { get; init; }

    /// <summary>Slugs of its companies, from its input.</summary>
    public required IReadOnlyList<string> Companies { get; init; }

    /// <summary>Its stages, in order, from its input.</summary>
    public required IReadOnlyList<string> Stages { get; init; }

    /// <summary>When the orchestration was made.</summary>
    public required DateTimeOffset StartedAt { get; init; }
}
