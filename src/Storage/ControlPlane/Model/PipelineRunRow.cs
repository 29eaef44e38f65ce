namespace DataHound.Storage.ControlPlane.Model;

/// <summary>A pipeline run.</summary>
internal sealed class PipelineRunRow
{
    public Guid Id { get; init; }

    public required string RunId { get; init; }

    public required string Company { get; init; }

    public required string PipelineName { get; init; }

    public required string Stage { get; init; }

    public required string Status { get; init; }

    public string? InputManifestJson { get; init; }

    public string? OutputManifestJson { get; init; }

    public string? ErrorJson { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}
