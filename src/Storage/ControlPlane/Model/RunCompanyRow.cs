namespace DataHound.Storage.ControlPlane.Model;

/// <summary>One company's part of a run.</summary>
internal sealed class RunCompanyRow
{
    public required string RunId { get; init; }

    public required string Company { get; init; }

    public required string PipelineName { get; init; }

    public required string Status { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string? ErrorJson { get; init; }

    public required string RunStatus { get; init; }
}
