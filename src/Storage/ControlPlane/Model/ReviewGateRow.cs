namespace DataHound.Storage.ControlPlane.Model;

/// <summary>A review gate.</summary>
internal sealed class ReviewGateRow
{
    public Guid Id { get; init; }

    public required string TaskId { get; init; }

    public int? PrNumber { get; init; }

    public string? Repo { get; init; }

    public string? Branch { get; init; }

    public bool? CiPassed { get; init; }

    public bool? CodexPassed { get; init; }

    public bool? ClaudePassed { get; init; }

    public bool? GeminiPassed { get; init; }

    public bool? BranchUpToDate { get; init; }

    public bool? ScreenshotsIncluded { get; init; }

    public required string Mode { get; init; }

    public bool? Ready { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}
