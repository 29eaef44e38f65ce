using DataHound.Cli.Api;

namespace DataHound.Cli.Summaries;

/// <summary>One delivery and its run.</summary>
internal sealed record DeliverySummary
{
    public required int Day { get; init; }

    public required string Folder { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    public required int Files { get; init; }

    /// <summary>Files received now for the first time.</summary>
    public required int NewFiles { get; init; }

    /// <summary>Null when no run was started.</summary>
    public required string? RunId { get; init; }

    /// <summary>success, failed, canceled or not_run.</summary>
    public required string Status { get; init; }

    /// <summary>The run had succeeded before this ./run began.</summary>
    public required bool DoneBefore { get; init; }

    public required double? Seconds { get; init; }

    public required IReadOnlyList<StageSummary> Stages { get; init; }

    public required IReadOnlyList<EventSummary> Events { get; init; }

    public required IReadOnlyList<ErrorView> Errors { get; init; }
}
