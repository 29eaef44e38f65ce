using DataHound.Domain.Reviews;

namespace DataHound.Storage.ControlPlane.Reviews;

/// <summary>Which gates to list.</summary>
public sealed record ReviewQuery
{
    /// <summary>Only those of a company; null for all.</summary>
    public string? Company { get; init; }

    /// <summary>Only those of a run; null for all.</summary>
    public string? RunId { get; init; }

    /// <summary>Only those that stand there; null for all.</summary>
    public ReviewStatus? Status { get; init; }

    /// <summary>How many at most, 1 to 1,000.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>The cursor of the page before; null for the first page.</summary>
    public string? Cursor { get; init; }
}
