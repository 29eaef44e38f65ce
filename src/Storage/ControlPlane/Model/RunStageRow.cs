namespace DataHound.Storage.ControlPlane.Model;

/// <summary>One stage of one company in a run.</summary>
internal sealed class RunStageRow
{
    public required string RunId { get; init; }

    public required string Company { get; init; }

    public required string Stage { get; init; }

    public required string Status { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string? CountsJson { get; init; }

    public string? ManifestPath { get; init; }

    public string? ManifestSha256 { get; init; }

    public Guid[]? VersionIds { get; init; }
}
